internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Files: how they are given out, and the copies of what was fetched.
enum MediaRoutes {
    static let all = [
        Route(.get, "/api/v2/downloads/{downloadId}", access: .bearer, action: download),
        Route(.get, "/simulated-storage/{mediaId}", access: .anyone) { platform, visit throws(Refusal) in
            try platform.links.check(visit.call, id: visit["mediaId"], at: visit.now)
            return Reply(.file(try find(visit["mediaId"], platform)))
        },
        Route(.get, "/api/v2/conversations/messages/cachedmedia", access: .bearer) { platform, visit throws(Refusal) in
            let url = visit.query("url")
            let items = cached(platform, visit.now).filter { url == nil || $0.origin == url }
            return Reply(.ok(try .listing(items.map { json($0, platform) }, visit, uri: path)))
        },
        Route(.get, "/api/v2/conversations/messages/cachedmedia/{id}", access: .bearer) { platform, visit throws(Refusal) in
            Reply(.ok(json(try findCached(visit, platform), platform)))
        },
        Route(.delete, "/api/v2/conversations/messages/cachedmedia/{id}", access: .bearer) { platform, visit throws(Refusal) in
            try platform.withdraw(findCached(visit, platform).id)
            return Reply(Answer(status: 202))
        },
    ]

    private static let path = "/api/v2/conversations/messages/cachedmedia"

    @Sendable private static func download(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let media = try find(visit["downloadId"], platform)
        let url = platform.links.url(of: media.id, at: visit.now)
        let redirects = visit.query("issueRedirect") == nil ? true : try visit.flag("issueRedirect")
        return redirects ? Reply(Answer(status: 303, fields: ["Location": url])) : Reply(.ok(["url": .string(url)]))
    }

    private static func find(_ id: String, _ platform: Platform) throws(Refusal) -> StoredMedia {
        guard let media = platform.media[id] else { throw .notFound }
        return media
    }

    private static func findCached(_ visit: Route.Visit, _ platform: Platform) throws(Refusal) -> StoredMedia {
        let media = try find(visit["id"], platform)
        guard media.origin != nil, visit.now < media.expires else { throw .notFound }
        return media
    }

    private static func cached(_ platform: Platform, _ now: Date) -> [StoredMedia] {
        platform.media.all.filter { $0.origin != nil && now < $0.expires }
    }

    /// `CachedMediaItem`.
    private static func json(_ media: StoredMedia, _ platform: Platform) -> JSON {
        .object(present: [
            "id": .string(media.id), "url": media.origin.map { .string($0) },
            "downloadUrl": .string(platform.downloadURL(of: media.id)), "mediaType": .string(media.type),
            "contentLengthBytes": .integer(media.bytes.count), "dateCreated": .string(media.created.platformTime),
            "dateExpires": .string(media.expires.platformTime), "selfUri": .string("\(path)/\(media.id)"),
        ])
    }
}

extension Platform {
    /// Deletes a file, and shows it so in its message.
    /// - Throws: ``Refusal`` 404 when there is none of the id.
    mutating func withdraw(_ mediaID: String) throws(Refusal) {
        try media.remove(mediaID)
        for message in messages.filter({ $0.attachment?.mediaID == mediaID }) {
            messages.update(message.id) { $0.attachment?.fetched.state = .withdrawn }
        }
    }
}

extension Answer {
    /// A file as a storage gives it out: to be saved, never to be shown as a page of ours.
    static func file(_ media: StoredMedia) -> Answer {
        var answer = Answer(status: 200)
        answer.fields["Content-Disposition"] = ContentDisposition.attachment(filename: media.name)
        answer.fields["X-Content-Type-Options"] = "nosniff"
        answer.fields["Content-Security-Policy"] = "sandbox; default-src 'none'"
        answer.content = Content(type: media.type, bytes: media.bytes)
        return answer
    }
}
