/// Whose conversations are listened to, as the topics name them.
struct WatchedTopics: Sendable, Hashable {
    /// Queues, by their identifiers.
    let queueIDs: [String]
    /// Users, by their identifiers.
    let userIDs: [String]

    /// Reads `v2.routing.queues.{id}.…` and `v2.users.{id}.…`; other topics are about no conversations of messages.
    init(_ topics: [String]) {
        let names = topics.map { $0.split(separator: ".").map(String.init) }
        func identifiers(_ prefix: [String]) -> [String] {
            names.compactMap { $0.starts(with: prefix) && $0.count > prefix.count ? $0[prefix.count] : nil }.removingRepetitions()
        }
        queueIDs = identifiers(["v2", "routing", "queues"])
        userIDs = identifiers(["v2", "users"])
    }

    /// Filters for queries, each with so many queues and users that a body stays small.
    var filters: [AnalyticsFilter] {
        let predicates =
            queueIDs.map { AnalyticsFilter.Predicate(dimension: "queueId", value: $0) }
            + userIDs.map { AnalyticsFilter.Predicate(dimension: "userId", value: $0) }
        return stride(from: 0, to: predicates.count, by: Self.filterSize).map { start in
            AnalyticsFilter(anyOf: Array(predicates.dropFirst(start).prefix(Self.filterSize)))
        }
    }

    private static let filterSize = 50
}

extension [String] {
    fileprivate func removingRepetitions() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
