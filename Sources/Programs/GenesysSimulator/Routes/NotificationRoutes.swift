internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Notification channels; the events themselves come over their sockets.
enum NotificationRoutes {
    static let all = [
        Route(.post, "/api/v2/notifications/channels", access: .bearer, action: create),
        Route(.get, "/api/v2/notifications/channels", access: .bearer) { platform, visit throws(Refusal) in
            let token = try token(visit)
            return Reply(
                .ok(["entities": .array(platform.hub.channels(of: clientID(visit), token: token).map { json($0, platform) })]))
        },
        Route(.head, "/api/v2/notifications/channels/{channelId}", access: .bearer) { platform, visit throws(Refusal) in
            _ = try channel(visit, platform)
            return Reply(Answer(status: 200))
        },
        Route(.get, subscriptions, access: .bearer) { platform, visit throws(Refusal) in
            Reply(.ok(listing(try channel(visit, platform).topics, visit)))
        },
        Route(.post, subscriptions, access: .bearer, body: .json(topics)) { platform, visit throws(Refusal) in
            try subscribe(visit, replacing: false, &platform)
        },
        Route(.put, subscriptions, access: .bearer, body: .json(topics)) { platform, visit throws(Refusal) in
            try subscribe(visit, replacing: true, &platform)
        },
        Route(.delete, subscriptions, access: .bearer) { platform, visit throws(Refusal) in
            _ = try platform.hub.subscribe([], replacing: true, channel: visit["channelId"], of: clientID(visit), at: visit.now)
            return Reply(Answer(status: 200))
        },
        Route(.get, "/api/v2/notifications/availabletopics", access: .bearer) { _, visit in
            Reply(.ok(["entities": .array(TopicCatalogue.all.map { topic($0, visit) })]))
        },
    ]

    private static let subscriptions: PathTemplate = "/api/v2/notifications/channels/{channelId}/subscriptions"

    /// A list of `ChannelTopic`; one more than a channel may have is taken here, so that the objection is to their number.
    private static let topics = Shape.list(
        of: .object(
            required: ["id": .filledText],
            optional: [
                "state": .filledText, "rejectionReason": .text, "missingPermissions": .list(of: .text, count: 0...100),
                "selfUri": .text,
            ]),
        count: 1...10_000)

    @Sendable private static func create(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let (channel, actions) = platform.hub.create(
            id: "streaming-0-\(platform.newMessageID())", clientID: clientID(visit), token: visit.call.bearerToken ?? "",
            at: visit.now)
        platform.perform(actions)
        return Reply(.ok(json(channel, platform)))
    }

    private static func subscribe(_ visit: Route.Visit, replacing: Bool, _ platform: inout Platform) throws(Refusal) -> Reply {
        _ = try channel(visit, platform)
        let wanted = visit.body.array?.compactMap { $0["id"]?.string } ?? []
        let rejected = wanted.filter { !TopicCatalogue.contains($0) }
        if let first = rejected.first, try !visit.flag("ignoreErrors") {
            throw .brokenRule(
                "id", "The topic \(first) does not exist; GET /api/v2/notifications/availabletopics lists those that do.")
        }
        let known = wanted.filter(TopicCatalogue.contains)
        let channel = try platform.hub.subscribe(
            known, replacing: replacing, channel: visit["channelId"], of: clientID(visit), at: visit.now)
        return Reply(.ok(listing(channel.topics, visit, rejected: rejected)))
    }

    private static func channel(_ visit: Route.Visit, _ platform: Platform) throws(Refusal) -> NotificationChannel {
        try platform.hub.channel(visit["channelId"], of: clientID(visit), at: visit.now)
    }

    private static func clientID(_ visit: Route.Visit) -> String { visit.identity?.clientID ?? "" }

    /// The token whose channels are asked for; `nil` for those of the whole client.
    private static func token(_ visit: Route.Visit) throws(Refusal) -> String? {
        switch visit.query("includechannels") {
        case nil, "token": visit.call.bearerToken
        case "oauthclient": nil
        default: throw .invalidQuery("includechannels", allowed: "token or oauthclient")
        }
    }

    /// `Channel`.
    private static func json(_ channel: NotificationChannel, _ platform: Platform) -> JSON {
        [
            "connectUri": .string(platform.socketURL + "/channels/\(channel.id)"), "id": .string(channel.id),
            "expires": .string(channel.expires.platformTime),
        ]
    }

    private static func listing(_ topics: [String], _ visit: Route.Visit, rejected: [String] = []) -> JSON {
        let uri = JSON.string("/api/v2/notifications/channels/\(visit["channelId"])/subscriptions")
        let permitted = topics.map { JSON.object(["id": .string($0), "state": "Permitted", "selfUri": uri]) }
        let refused = rejected.map {
            JSON.object(["id": .string($0), "state": "Rejected", "rejectionReason": "The topic does not exist.", "selfUri": uri])
        }
        return ["entities": .array(permitted + refused)]
    }

    /// `AvailableTopic`, with its description only for those who ask.
    private static func topic(_ entry: TopicCatalogue.Entry, _ visit: Route.Visit) -> JSON {
        let expands = visit.call.query.filter { $0.name == "expand" }.flatMap { $0.value.split(separator: ",") }
        return .object(present: [
            "id": .string(entry.id), "description": expands.contains("description") ? .string(entry.description) : nil,
            "transports": ["Websocket"], "visibility": "Public", "enforced": true,
            "topicParameters": entry.id.contains("{id}") ? ["id"] : [],
        ])
    }
}
