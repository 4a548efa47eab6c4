internal import HTTPSemantics

/// A post to an integration's webhook, signed.
struct WebhookOrder: Sendable, Hashable {
    /// The message it is about.
    let messageID: String
    let url: String
    let fields: HTTPFields
    let body: [UInt8]
    /// Whether the message itself is sent by it, and not only a receipt.
    let isMessage: Bool
}
