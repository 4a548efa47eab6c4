internal import Crypto
internal import Foundation
internal import HTTPSemantics
internal import JSON

/// What an agent sends, and the files it sends. All of it needs the token of a user: client credentials are refused.
enum CommunicationRoutes {
    static let all = [
        Route(.post, communication("/messages"), access: .user, body: .json(message), action: send),
        Route(.post, communication("/messages/media/uploads"), access: .user, body: .json(upload), action: beginUpload),
        Route(.get, communication("/messages/media/{mediaId}"), access: .user) { platform, visit throws(Refusal) in
            _ = try find(visit, platform)
            guard let media = platform.media[visit["mediaId"]] else { throw .notFound }
            return Reply(.ok(json(media, visit, platform)))
        },
        Route(.put, "/simulated-storage/{mediaId}", access: .anyone, body: .bytes, action: storeUpload),
    ]

    private static func communication(_ path: String) -> PathTemplate {
        PathTemplate(stringLiteral: "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}" + path)
    }

    /// `AdditionalMessage`.
    private static let message = Shape.object(
        optional: [
            "textBody": .text(1...2000, .any), "mediaIds": .list(of: .filledText, count: 1...10),
            "messagingTemplate": .object(required: ["responseId": .filledText]),
        ])

    /// `UploadMediaRequest`.
    private static let upload = Shape.object(
        required: ["fileName": .text(1...255, .any), "contentLengthBytes": .whole(1...Int.max)],
        optional: ["contentMd5": .filledText, "contentType": .text(.mediaType)])

    @Sendable private static func send(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let conversation = try find(visit, platform)
        guard visit.body.members?.count == 1 else {
            throw .brokenRule("(body)", "Only one message body field can be accepted, per request.")
        }
        let mediaIDs = visit.body["mediaIds"]?.array?.compactMap(\.string) ?? []
        for id in mediaIDs where platform.media[id] == nil { throw .notFound }
        var sent: [Message] = []
        for mediaID in mediaIDs.isEmpty ? [nil] : mediaIDs.map(Optional.some) {
            sent.append(
                try platform.sendAsAgent(text: visit.body["textBody"]?.string, mediaID: mediaID, in: conversation.id, at: visit.now)
            )
        }
        guard let first = sent.first else { throw .malformed }
        return Reply(.ok(platform.messageData(first)))
    }

    @Sendable private static func beginUpload(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        _ = try find(visit, platform)
        let name = visit.body["fileName"]?.string ?? ""
        try check(name)
        guard let length = visit.body["contentLengthBytes"]?.integer, length <= platform.configuration.maximumAttachmentBytes else {
            throw .outOfBounds("contentLengthBytes", "a number", 1...platform.configuration.maximumAttachmentBytes)
        }
        let id = platform.newConversationID()
        platform.uploads[id] = Upload(name: name, bytes: length)
        return Reply(
            .ok([
                "id": .string(id), "name": .string(name), "uploadUrl": .string(platform.links.url(of: id, at: visit.now)),
                "uploadHeaders": ["x-amz-tagging": "originPlatform=PureCloud"],
                "selfUri": .string(
                    "/api/v2/conversations/messages/\(visit["conversationId"])/communications/\(visit["communicationId"])/messages/media/\(id)"
                ),
            ]))
    }

    /// What the platform does not take in a file's name.
    private static func check(_ name: String) throws(Refusal) {
        let isBad =
            name.hasPrefix(".") || name.hasSuffix("/") || name.contains { $0.isWhitespace || "\\{^}%`]\">[~<#|".contains($0) }
        guard !isBad else { throw .wrongFormat("fileName", .any) }
    }

    /// The storage takes what was announced, with the fields that were told, and no token.
    @Sendable private static func storeUpload(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let id = visit["mediaId"]
        try platform.links.check(visit.call, id: id, at: visit.now)
        guard let upload = platform.uploads[id] else { throw .notFound }
        guard visit.call.fields["x-amz-tagging"] == "originPlatform=PureCloud" else {
            throw .brokenRule("x-amz-tagging", "Send the uploadHeaders as they were told.")
        }
        guard visit.call.body.count == upload.bytes else {
            throw .brokenRule("Content-Length", "The file is not as long as was announced.")
        }
        platform.uploads[id] = nil
        platform.store(visit.call.body, name: upload.name, type: visit.call.contentType, id: id, at: visit.now)
        return Reply(Answer(status: 200))
    }

    private static func find(_ visit: Route.Visit, _ platform: Platform) throws(Refusal) -> Conversation {
        guard let conversation = platform.conversations[visit["conversationId"]],
            conversation.agent.communicationID == visit["communicationId"]
        else { throw .notFound }
        return conversation
    }

    /// `MessageMediaData`.
    private static func json(_ media: StoredMedia, _ visit: Route.Visit, _ platform: Platform) -> JSON {
        [
            "id": .string(media.id), "name": .string(media.name), "url": .string(platform.downloadURL(of: media.id)),
            "mediaType": .string(media.type), "contentLengthBytes": .integer(media.bytes.count), "status": "valid",
            "conversationId": .string(visit["conversationId"]), "communicationId": .string(visit["communicationId"]),
        ]
    }
}
