import Attachments
public import Ledger

/// What comes in with one request: files, who sends them, and under which terms.
public struct Consignment: Sendable {
    /// Complete, in the sender's order.
    public var files: [IncomingFile]
    /// Who sends them.
    public var sender: Sender
    /// The message that they are parts of, on a channel; `nil` for files by themselves.
    public var message: Draft?
    /// The sender's idempotency key.
    public var key: IdempotencyKey?
    /// What the sender's token still allows.
    public var allowance: Arrival.Allowance?

    /// A customer's message on one of our channels.
    public struct Draft: Sendable, Hashable {
        /// The configured channel.
        public var channel: String
        /// Names the message on the channel; `nil` where the channel gives none: it is then another message each time.
        public var externalID: String?
        /// The words.
        public var text: String?

        /// Describes a message.
        public init(channel: String, externalID: String?, text: String?) {
            self.channel = channel
            self.externalID = externalID
            self.text = text
        }
    }

    /// Puts it together.
    public init(
        files: [IncomingFile], sender: Sender, message: Draft? = nil, key: IdempotencyKey? = nil,
        allowance: Arrival.Allowance? = nil
    ) {
        self.files = files
        self.sender = sender
        self.message = message
        self.key = key
        self.allowance = allowance
    }
}
