public import Attachments
public import Ledger

/// One kind of message that leaves the gateway: a value is what a transport sends.
///
/// A kind is one type. It says what the outbox keeps of a message, whether it is still to be sent, how long it is tried, and what its end
/// brings about. It is registered once, with the transport that takes it, in a ``DeliveryRouter``.
public protocol OutgoingMessage: Sendable {
    /// What the outbox keeps of a message, besides the attachment and the conversation's message that it is about.
    associatedtype Payload: OutboxPayload = NoPayload

    /// The kind's word in the ledger and the logs. Never changes: ledgers are full of it.
    static var kind: MessageKind { get }
    /// How long it is tried, and what becomes of it then.
    static var persistence: DeliveryPersistence { get }
    /// Whether a message that waited is still to be sent. What is not goes unsent, and the audit log says so.
    static func isStillWanted(_ message: OutboxMessage) -> Bool

    /// Makes what is sent, anew for each attempt.
    ///
    /// - Throws: `ImpossibleDelivery` when it can never be sent; after any other error it is tried again later.
    init(_ message: OutboxMessage, payload: Payload, sources: DeliverySources) async throws

    /// The configured channel that it belongs to; `nil` for that of the conversation's message.
    var channel: String? { get }
    /// The attachments that it carries links to; the audit log names them.
    var linked: [AttachmentID] { get }

    /// What its delivery changes, in the transaction that takes it out of the outbox.
    func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects
    /// What it changes that it was not delivered, and is tried no more.
    static func failed(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects
    /// What it changes that there is nothing to send.
    static func impossible(_ message: OutboxMessage, _ cause: ImpossibleDelivery) -> DeliveryEffects
}

extension OutgoingMessage {
    /// Until an operator has to decide.
    public static var persistence: DeliveryPersistence { .untilParked }
    /// Always.
    public static func isStillWanted(_ message: OutboxMessage) -> Bool { true }
    /// None of its own.
    public var channel: String? { nil }
    /// None.
    public var linked: [AttachmentID] { [] }

    /// The timeline tells of it.
    public func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        DeliveryEffects(remark: end.detail)
    }

    /// The timeline tells why.
    public static func failed(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        DeliveryEffects(remark: "\(kind.rawValue) not delivered: \(end.detail)")
    }

    /// Nothing.
    public static func impossible(_ message: OutboxMessage, _ cause: ImpossibleDelivery) -> DeliveryEffects { DeliveryEffects() }

    /// A message of this kind for the outbox.
    ///
    /// - Parameters:
    ///   - key: unique among the messages that wait; the same at every attempt.
    ///   - lane: those of one lane go in their order; `nil` takes the attachment's or the conversation's message's own.
    ///   - delay: how long it waits before it is due.
    public static func queued(
        key: String, payload: Payload, lane: String? = nil, delay: Duration = .zero
    ) -> NewMessage {
        NewMessage(kind: kind, idempotencyKey: key, payload: payload.stored, lane: lane, delay: delay)
    }
}

extension OutgoingMessage where Payload == NoPayload {
    /// A message of this kind for the outbox; see ``queued(key:payload:lane:delay:)``.
    public static func queued(key: String, lane: String? = nil, delay: Duration = .zero) -> NewMessage {
        queued(key: key, payload: NoPayload(), lane: lane, delay: delay)
    }
}

/// How long a kind of message is tried, and what becomes of it then.
public enum DeliveryPersistence: Sendable, Hashable {
    /// For about a day; then it is parked until an operator retries it.
    case untilParked
    /// For about ten minutes; then it is given up, because nobody waits for it any more.
    case brief
    /// At the first obstacle that would pass it is given up, because later it would be wrong. What is refused is parked.
    case once
}
