/// Reads a page of the conversations that are going on, with their messages.
public struct OpenConversations: PlatformRequest {
    /// A page.
    public struct Answer: Sendable, Hashable {
        /// What could be read of it.
        public let conversations: [ConversationMessages]
        /// Whether another page may follow.
        public let hasMore: Bool
    }

    /// As the route asks for it: an answer repeats its conversations whole.
    static let pageSize = 25

    private let page: Int

    /// - Parameter page: from 1.
    public init(page: Int) { self.page = page }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        PreparedRequest(.conversations, ["page": String(page)])
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> Answer {
        let json = try IncomingJSON(answer: body, of: .conversations)
        let entities = json["entities"].items
        return Answer(
            conversations: entities.compactMap(ConversationMessages.init),
            hasMore: json["pageCount"].count.map { page < $0 } ?? (entities.count >= Self.pageSize))
    }
}
