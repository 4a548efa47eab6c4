public import Attachments
public import Ledger

extension MessageKind {
    /// What became of an agent's message, for the platform.
    public static let receipt = MessageKind(rawValue: "receipt")
}

/// What became of an agent's message, for the platform.
public struct OutgoingReceipt: OutgoingMessage {
    /// `receipt`
    public static let kind = MessageKind.receipt

    /// The agent's message.
    public let origin: ConversationMessage
    /// What became of it.
    public let fate: MessageFate

    /// Describes a receipt.
    public init(_ origin: ConversationMessage, _ fate: MessageFate) {
        self.origin = origin
        self.fate = fate
    }

    /// Takes the fate from the outbox.
    public init(_ message: OutboxMessage, payload: MessageFate, sources: DeliverySources) async throws {
        self.init(try message.requiredOrigin(), payload)
    }

    /// Of a forward that has ended.
    static func queued(behind forward: OutboxMessage, _ fate: MessageFate) -> NewMessage {
        queued(key: "\(forward.idempotencyKey)-receipt", payload: fate)
    }
}
