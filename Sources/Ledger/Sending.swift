/// What goes out by itself, with no attachment behind it: messages for the outbox, and the card that they are, for one transaction.
public struct Sending: Sendable, Hashable {
    /// Put into the outbox, in this order.
    public var messages: [NewMessage]
    /// What is written down of a card.
    public var card: CardRecord?
    /// The sender's idempotency key.
    public var claim: Arrival.Claim?
    /// Put into the audit log, in this order.
    public var audit: [AuditEntry]

    /// Puts a sending together.
    public init(messages: [NewMessage] = [], card: CardRecord? = nil, claim: Arrival.Claim? = nil, audit: [AuditEntry] = []) {
        self.messages = messages
        self.card = card
        self.claim = claim
        self.audit = audit
    }
}

/// What the ledger makes of a sending.
public enum Enqueuing: Sendable, Hashable {
    /// It is in the outbox.
    case accepted
    /// It was there before, under the same key or the card's own name: nothing has changed. This card came of it then, if one did.
    case repeated(card: String?)
}
