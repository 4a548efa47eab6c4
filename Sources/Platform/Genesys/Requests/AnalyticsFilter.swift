/// Conversations of messages of some queues or users (`ConversationActivityQueryFilter`, `SegmentDetailQueryFilter`).
struct AnalyticsFilter: Sendable, Hashable, Encodable {
    struct Predicate: Sendable, Hashable, Encodable {
        let dimension: String
        let value: String
    }

    struct Clause: Sendable, Hashable, Encodable {
        let type = "or"
        let predicates: [Predicate]

        private enum CodingKeys: CodingKey { case type, predicates }
    }

    let type = "and"
    let clauses: [Clause]
    let predicates = [Predicate(dimension: "mediaType", value: "message")]

    init(anyOf predicates: [Predicate]) { clauses = [Clause(predicates: predicates)] }

    private enum CodingKeys: CodingKey { case type, clauses, predicates }
}
