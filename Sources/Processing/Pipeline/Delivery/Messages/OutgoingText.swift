public import Attachments
public import Ledger

extension MessageKind {
    /// The words of a customer's message, for the agent.
    public static let text = MessageKind(rawValue: "text")
}

/// The words of a customer's message, for the agent.
public struct OutgoingText: OutgoingMessage {
    /// `text`
    public static let kind = MessageKind.text

    /// The customer's message.
    public let origin: ConversationMessage

    /// Describes the words of a message.
    public init(_ origin: ConversationMessage) { self.origin = origin }

    /// Takes the message that the row is about.
    public init(_ message: OutboxMessage, payload: NoPayload, sources: DeliverySources) async throws {
        self.init(try message.requiredOrigin())
    }

    /// Goes in the lane of its customer.
    static func queued(_ origin: ConversationMessage) -> NewMessage { queued(key: origin.id.description) }
}
