public import JSON

/// What became of a request for a card.
public struct PreparedCard: Sendable, Hashable {
    /// Ready to be sent.
    public let message: CardMessage
    /// What the customer sees of it.
    public let content: CardContent
    /// What was changed in it, and not merely cleaned: buttons that were cut.
    public let notices: [CardProblem]

    /// The answer to a check: the message's members, and `notices`.
    public var report: JSON {
        let notices = notices.map { JSON.object([.init("path", .string($0.path)), .init("reason", .string($0.reason))]) }
        guard case .object(let members) = message.json else { return message.json }
        return .object(members + [.init("notices", .array(notices))])
    }
}
