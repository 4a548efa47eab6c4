/// What goes out by itself, with no attachment behind it: messages for the outbox, and the card that they are, for one transaction.
public struct Sending: Sendable, Hashable {
    /// Put into the outbox, in this order.
    public var messages: [NewMessage]
    /// What is written down of a card.
    public var card: CardRecord?
    /// The sender's idempotency keys: the same under one of them is the same sending.
    public var claims: [IntakeRecord.Claim]
    /// What its signature is remembered by. A second sending with it is refused, unless a claim says that it is the first.
    public var nonce: String?
    /// Put into the audit log, in this order.
    public var audit: [AuditEntry]

    /// Puts a sending together.
    public init(
        messages: [NewMessage] = [], card: CardRecord? = nil, claims: [IntakeRecord.Claim] = [], nonce: String? = nil,
        audit: [AuditEntry] = []
    ) {
        self.messages = messages
        self.card = card
        self.claims = claims
        self.nonce = nonce
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
