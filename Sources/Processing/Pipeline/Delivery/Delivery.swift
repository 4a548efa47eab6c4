/// One message on its way, as a transport gets it.
public struct Delivery<Message: OutgoingMessage>: Sendable {
    /// The same for every attempt at the same delivery; the platform's own message id where it has one.
    public let idempotencyKey: String
    /// The configured channel that it belongs to; `nil` for the platform's own integration.
    public let channel: String?
    /// What to send.
    public let message: Message

    /// Addresses a message.
    public init(_ message: Message, idempotencyKey: String, channel: String? = nil) {
        self.message = message
        self.idempotencyKey = idempotencyKey
        self.channel = channel
    }
}

/// Takes messages of one kind to where they go: makes one attempt, which must end by itself in a limited time.
///
/// The dispatcher retries, so it must be safe to be called again with the same idempotency key.
public typealias DeliveryTransport<Message: OutgoingMessage> = @Sendable (Delivery<Message>) async -> DeliveryResult

/// How an attempt ended.
public enum DeliveryResult: Sendable, Hashable {
    /// The other side has taken it; its own identifier, where it gave one, and a sentence for the timeline.
    case delivered(remoteID: String?, detail: String)
    /// Not now: the reason, and how long the other side asked to wait.
    case later(reason: String, after: Duration?)
    /// It was not even tried: calls are kept back for so long. No attempt was made.
    case notSent(reason: String, after: Duration?)
    /// There is nothing to be done, or no way to do it: a sentence for the timeline.
    case skipped(reason: String)
    /// Never: trying again would not help.
    case refused(reason: String)
}

/// A message of the outbox that can never be sent.
public struct ImpossibleDelivery: Error, Hashable {
    /// A sentence for the audit log.
    public let reason: String
    /// What the platform is told, where it waits to hear.
    public let fate: MessageFate

    /// Says why.
    public init(
        reason: String, fate: MessageFate = .failed(code: "GeneralError", reason: "The message could not be passed on.")
    ) {
        self.reason = reason
        self.fate = fate
    }
}
