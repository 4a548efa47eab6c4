import Foundation

/// Reads a page of the conversations of a time, ended ones among them. The platform knows them some minutes after the fact.
struct PastConversations: PlatformRequest {
    /// One conversation.
    struct Conversation: Sendable, Hashable {
        let id: String
        /// `nil` while it goes on.
        let end: Date?
    }

    /// The platform's own default: an answer has every participant and session of its conversations.
    static let pageSize = 25

    private let filter: AnalyticsFilter
    private let times: Range<Date>
    private let page: Int

    /// - Parameters:
    ///   - times: those that began on a day that is touched by it are found.
    ///   - page: from 1.
    init(_ filter: AnalyticsFilter, in times: Range<Date>, page: Int) {
        self.filter = filter
        self.times = times
        self.page = page
    }

    func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        let interval = [times.lowerBound, times.upperBound].map { $0.formatted(.iso8601) }.joined(separator: "/")
        return try PreparedRequest(
            .conversationDetails,
            json: Body(
                interval: interval, segmentFilters: [filter], paging: Body.Paging(pageSize: Self.pageSize, pageNumber: page)))
    }

    func answer(_ body: [UInt8]) throws(GenesysError) -> [Conversation] {
        try IncomingJSON(answer: body, of: .conversationDetails)["conversations"].items.compactMap { json in
            json["conversationId"].text.map {
                Conversation(id: $0, end: json["conversationEnd"].text.flatMap(Date.init(platformTime:)))
            }
        }
    }

    /// `ConversationQuery`.
    private struct Body: Encodable {
        struct Paging: Encodable {
            let pageSize: Int
            let pageNumber: Int
        }

        let interval: String
        let segmentFilters: [AnalyticsFilter]
        let paging: Paging
        let orderBy = "conversationStart"
        let order = "desc"

        private enum CodingKeys: CodingKey { case interval, segmentFilters, paging, orderBy, order }
    }
}

extension Date {
    /// RFC 3339 with or without a fraction; `nil` for anything else.
    init?(platformTime text: String) {
        let styles = [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()]
        guard let date = styles.lazy.compactMap({ try? Date(text, strategy: $0) }).first else { return nil }
        self = date
    }
}
