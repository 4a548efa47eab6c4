import Attachments
public import Ledger

/// What comes in with one request: files, who sends them, and under which terms.
public struct Submission: Sendable {
    /// Complete, in the sender's order.
    public var files: [IncomingFile]
    /// Who sends them.
    public var sender: Sender
    /// The message that they are parts of, on a channel; `nil` for files by themselves.
    public var message: Draft?
    /// The sender's idempotency keys.
    public var keys: [IdempotencyKey]
    /// What the sender's signature is remembered by: a second sending under it that is not the first by its name is refused.
    public var nonce: String?
    /// What the sender's token still allows.
    public var allowance: IntakeRecord.Allowance?

    /// A customer's message on one of our channels.
    public struct Draft: Sendable, Hashable {
        /// The configured channel.
        public var channel: String
        /// What the customer's messages are told apart by; `nil` where the channel gives no name: it is then another message each time.
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
        files: [IncomingFile], sender: Sender, message: Draft? = nil, keys: [IdempotencyKey] = [], nonce: String? = nil,
        allowance: IntakeRecord.Allowance? = nil
    ) {
        self.files = files
        self.sender = sender
        self.message = message
        self.keys = keys
        self.nonce = nonce
        self.allowance = allowance
    }
}
