internal import Foundation
internal import HTTPSemantics
internal import JSON

/// The supported-content profiles, under both of their paths.
enum SupportedContentRoutes {
    static let all = routes("/api/v2/conversations/messaging/supportedcontent") + routes("/api/v2/messaging/supportedcontent")

    private static func routes(_ path: String) -> [Route] {
        let one = PathTemplate(stringLiteral: path + "/{id}")
        let standard = PathTemplate(stringLiteral: path + "/default")
        let every = PathTemplate(stringLiteral: path)
        return [
            Route(.get, every, access: .bearer) { platform, visit throws(Refusal) in
                Reply(.ok(try .listing(platform.profiles.all.map(\.json), visit, uri: path)))
            },
            Route(.post, every, access: .bearer, body: .json(request), action: create),
            Route(.get, standard, access: .bearer) { platform, _ in Reply(.ok(platform.profiles[nil].json)) },
            Route(.put, standard, access: .bearer, body: .json(reference)) { platform, visit throws(Refusal) in
                try platform.profiles.makeDefault(visit.body["id"]?.string ?? "")
                return Reply(.ok(platform.profiles[nil].json))
            },
            Route(.get, one, access: .bearer) { platform, visit throws(Refusal) in
                Reply(.ok(try platform.profiles.find(visit["id"]).json))
            },
            Route(.patch, one, access: .bearer, body: .json(change), action: update),
            Route(.delete, one, access: .bearer) { platform, visit throws(Refusal) in
                try platform.profiles.remove(visit["id"])
                return Reply(.noContent)
            },
        ]
    }

    private static let types = Shape.list(of: .object(required: ["type": .text(.mediaType)]), count: 0...200)
    private static let mediaTypes = Shape.object(
        optional: ["allow": .object(optional: ["inbound": types, "outbound": types])])
    private static let reference = Shape.object(
        required: ["id": .filledText],
        optional: ["name": .text, "mediaTypes": mediaTypes, "selfUri": .text])

    /// `SupportedContent`.
    private static let request = Shape.object(required: ["name": .text(1...256, .any)], optional: ["mediaTypes": mediaTypes])
    private static let change = Shape.object(optional: ["name": .text(1...256, .any), "mediaTypes": mediaTypes])

    @Sendable private static func create(_ platform: inout Platform, _ visit: Route.Visit) -> Reply {
        let allow = visit.body["mediaTypes"]?["allow"]
        let profile = SupportedContent(
            id: platform.newConversationID(), name: visit.body["name"]?.string ?? "", inbound: types(allow?["inbound"]) ?? [],
            outbound: types(allow?["outbound"]) ?? [], created: visit.now)
        platform.profiles.insert(profile)
        return Reply(.ok(profile.json))
    }

    @Sendable private static func update(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        var profile = try platform.profiles.find(visit["id"])
        let allow = visit.body["mediaTypes"]?["allow"]
        profile.name = visit.body["name"]?.string ?? profile.name
        profile.inbound = types(allow?["inbound"]) ?? profile.inbound
        profile.outbound = types(allow?["outbound"]) ?? profile.outbound
        profile.modified = visit.now
        profile.version += 1
        platform.profiles.insert(profile)
        return Reply(.ok(profile.json))
    }

    private static func types(_ json: JSON?) -> [String]? { json?.array?.compactMap { $0["type"]?.string } }
}

extension SupportedContent {
    var selfURI: String { "/api/v2/conversations/messaging/supportedcontent/\(id)" }

    /// `SupportedContent`.
    var json: JSON {
        [
            "id": .string(id), "name": .string(name), "dateCreated": .string(created.platformTime),
            "dateModified": .string(modified.platformTime), "version": .integer(version),
            "mediaTypes": [
                "allow": [
                    "inbound": .array(inbound.map { ["type": .string($0)] }),
                    "outbound": .array(outbound.map { ["type": .string($0)] }),
                ]
            ],
            "selfUri": .string(selfURI),
        ]
    }
}
