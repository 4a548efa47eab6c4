internal import Foundation
internal import HTTPSemantics
internal import JSON

/// What finds a queue's conversations without a user: those that go on, and those of a time.
enum AnalyticsRoutes {
    static let all = [
        Route(
            .post, "/api/v2/analytics/conversations/activity/query", access: .bearer, body: .json(activity), action: listActive),
        Route(.post, "/api/v2/analytics/conversations/details/query", access: .bearer, body: .json(details), action: listDetails),
    ]

    /// `ConversationActivityQuery`.
    private static let activity = Shape.object(
        required: [
            "metrics": .list(
                of: .object(
                    required: [
                        "metric": .oneOf(
                            ["oAlerting", "oInteracting", "oLongestInteracting", "oLongestWaiting", "oWaiting"], type: "metric")
                    ], optional: ["details": .flag]), count: 1...10),
            "groupBy": .list(of: .oneOf(dimensions, type: "groupBy"), count: 1...10),
        ],
        optional: ["filter": filter(on: dimensions), "order": order])

    /// `ConversationQuery`, as far as it can be answered here.
    private static let details = Shape.object(
        required: ["interval": .filledText],
        optional: [
            "segmentFilters": .list(
                of: filter(on: ["direction", "mediaType", "messageType", "purpose", "queueId", "userId"]), count: 1...10),
            "order": order,
            "orderBy": .oneOf(["conversationStart", "conversationEnd", "segmentStart", "segmentEnd"], type: "orderBy"),
            "paging": .object(optional: ["pageSize": .whole(1...100), "pageNumber": .whole(1...1_000_000)]),
        ])

    private static let order = Shape.oneOf(["asc", "desc", "unordered"], type: "order")

    private static let dimensions = [
        "activeRouting", "addressFrom", "addressTo", "agentScore", "ani", "conversationId", "convertedFrom", "convertedTo",
        "direction", "dnis", "mediaType", "participantName", "queueId", "requestedLanguageId", "requestedRouting",
        "requestedRoutingSkillId", "routingPriority", "scoredAgentId", "sessionId", "teamId", "usedRouting", "userId",
    ]

    private static func filter(on dimensions: [String]) -> Shape {
        let type = Shape.oneOf(["and", "or"], type: "type")
        let predicates = Shape.list(
            of: .object(
                required: ["dimension": .oneOf(dimensions, type: "dimension")],
                optional: [
                    "type": .oneOf(["dimension", "property", "metric"], type: "type"),
                    "operator": .oneOf(["matches", "exists", "notExists"], type: "operator"), "value": .filledText,
                ]), count: 1...100)
        let clause = Shape.object(required: ["type": type, "predicates": predicates])
        return .object(required: ["type": type], optional: ["predicates": predicates, "clauses": .list(of: clause, count: 1...10)])
    }

    @Sendable private static func listActive(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let filter = visit.body["filter"] ?? ["type": "and"]
        let open = platform.conversations.all.filter { !$0.isOver && matches($0, filter) }
        let page = try JSON.listing(open.map(entity), visit, uri: "")
        let entities = page["entities"]?.array ?? []
        let result: JSON = [
            "group": ["queueId": .string(PlatformConfiguration.demoQueueID)], "data": [], "truncated": false,
            "entities": .array(entities),
        ]
        return Reply(.ok(["results": entities.isEmpty ? [] : [result], "entityIdDimension": "conversationId"]))
    }

    /// `ConversationActivityEntityData`.
    private static func entity(_ conversation: Conversation) -> JSON {
        [
            "conversationId": .string(conversation.id), "metric": "oInteracting",
            "activityDate": .string(conversation.startTime.platformTime), "mediaType": "message",
            "queueId": .string(PlatformConfiguration.demoQueueID), "userId": .string(PlatformConfiguration.demoUserID),
        ]
    }

    /// By the day: conversations of days that the interval touches.
    @Sendable private static func listDetails(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let days = try days(of: visit.body["interval"]?.string ?? "")
        let filters = visit.body["segmentFilters"]?.array ?? []
        let found = platform.conversations.all.filter { conversation in
            days.contains(conversation.startTime) && filters.allSatisfy { matches(conversation, $0) }
        }
        let size = visit.body["paging"]?["pageSize"]?.integer ?? 25
        let first = size * ((visit.body["paging"]?["pageNumber"]?.integer ?? 1) - 1)
        let page = found.dropFirst(first).prefix(size).map(detail)
        return Reply(
            .ok(.object(present: ["conversations": page.isEmpty ? nil : .array(page), "totalHits": .integer(found.count)])))
    }

    private static func days(of interval: String) throws(Refusal) -> ClosedRange<Date> {
        let ends = interval.split(separator: "/").compactMap { text in
            (try? Date(String(text), strategy: .iso8601))
                ?? (try? Date(String(text), strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        guard ends.count == 2, ends[0] < ends[1], ends[1].timeIntervalSince(ends[0]) <= 31 * 86_400 else {
            throw .brokenRule("interval", "The interval must have a beginning, and an end behind it, at most 31 days later.")
        }
        let day = 86_400.0
        let beginning = (ends[0].timeIntervalSince1970 / day).rounded(.down) * day
        let end = (ends[1].timeIntervalSince1970 / day).rounded(.up) * day
        return Date(timeIntervalSince1970: beginning)...Date(timeIntervalSince1970: end)
    }

    /// `AnalyticsConversationWithoutAttributes`.
    private static func detail(_ conversation: Conversation) -> JSON {
        .object(present: [
            "conversationId": .string(conversation.id),
            "conversationStart": .string(conversation.startTime.platformTime),
            "conversationEnd": conversation.endTime.map { .string($0.platformTime) },
            "originatingDirection": "inbound",
        ])
    }

    /// All conversations have the one queue and the one agent.
    private static func matches(_ conversation: Conversation, _ filter: JSON) -> Bool {
        let parts =
            (filter["predicates"]?.array ?? []).map { holds($0, of: conversation) }
            + (filter["clauses"]?.array ?? []).map { matches(conversation, $0) }
        return filter["type"]?.string == "or" ? parts.contains(true) : !parts.contains(false)
    }

    private static func holds(_ predicate: JSON, of conversation: Conversation) -> Bool {
        switch predicate["dimension"]?.string {
        case "queueId": predicate["value"]?.string == PlatformConfiguration.demoQueueID
        case "userId": predicate["value"]?.string == PlatformConfiguration.demoUserID
        case "mediaType": predicate["value"]?.string == "message"
        case "conversationId": predicate["value"]?.string == conversation.id
        default: true
        }
    }
}
