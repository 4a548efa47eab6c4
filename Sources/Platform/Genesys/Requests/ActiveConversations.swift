/// Reads a page of the conversations that go on in some queues, by a query that needs no user.
struct ActiveConversations: PlatformRequest {
    /// A page.
    struct Answer: Sendable, Hashable {
        let conversationIDs: [String]
        /// Whether the platform has left some out.
        let isTruncated: Bool
    }

    /// As the route asks for it.
    static let pageSize = 100

    private let filter: AnalyticsFilter
    private let page: Int

    /// - Parameter page: from 1.
    init(_ filter: AnalyticsFilter, page: Int) {
        self.filter = filter
        self.page = page
    }

    func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        try PreparedRequest(.activeConversations, ["page": String(page)], json: Body(filter: filter))
    }

    func answer(_ body: [UInt8]) throws(GenesysError) -> Answer {
        let results = try IncomingJSON(answer: body, of: .activeConversations)["results"].items
        return Answer(
            conversationIDs: results.flatMap { $0["entities"].items.compactMap { $0["conversationId"].text } },
            isTruncated: results.contains { $0["truncated"].flag == true })
    }

    /// `ConversationActivityQuery`.
    private struct Body: Encodable {
        struct Metric: Encodable {
            let metric: String
            let details = true

            private enum CodingKeys: CodingKey { case metric, details }
        }

        let metrics = ["oInteracting", "oWaiting", "oAlerting"].map(Metric.init)
        let groupBy = ["queueId"]
        let filter: AnalyticsFilter

        private enum CodingKeys: CodingKey { case metrics, groupBy, filter }
    }
}
