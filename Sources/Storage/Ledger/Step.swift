public import Attachments
public import Foundation

/// What a worker has done under one lease: a state change and everything that it causes, for one transaction.
///
/// When the attachment has come to a state in which it is settled, the place that was kept for it in its message's order goes to the first
/// of the step's messages, or is given up.
public struct Step: Sendable, Hashable {
    /// The right to do it.
    public var lease: Lease
    /// The attachment of the leased job, message or fetch; `nil` for a message that is about none.
    public var attachment: AttachmentID?
    /// The conversation's message that the new messages are about.
    public var message: MessageID?
    /// What was fetched, or given up: the attachment's first row, with its job when it is `received`.
    public var record: Attachment?
    /// In order; the last one's state becomes the attachment's. An entry with the state that the attachment has is a remark.
    public var entries: [TimelineEntry]
    /// A sentence for the timeline, with whatever state the attachment has then.
    public var remark: String?
    /// What names the platform's copy of the attachment: the link by which it was given, or the identifier by which it was had.
    public var sentLink: String?
    /// What the bytes really are; `nil` leaves what is known.
    public var detectedType: String?
    /// The verdict; `nil` leaves what is known.
    public var verdict: Verdict?
    /// What examiners said of the bytes alone, to be kept for the same bytes.
    public var examinations: [Examination] = []
    /// How the card ended that the message was.
    public var card: CardEnding?
    /// Put into the outbox, in this order.
    public var messages: [NewMessage]
    /// Put into the audit log, in this order.
    public var audit: [AuditEntry]
    /// What becomes of the job or message.
    public var disposition: Disposition

    /// What becomes of a leased job or message.
    public enum Disposition: Sendable, Hashable {
        /// It stays leased: there is more to do.
        case keep
        /// It is finished and goes.
        case done
        /// It is put off; the reason is a sentence for people.
        case retry(at: Date, reason: String)
        /// It is put off without having been tried: the attempt does not count.
        case postpone(to: Date, reason: String)
        /// It stays, for nobody to take until an operator retries it; the reason is a sentence for people.
        case park(reason: String)
    }

    /// Puts a step together.
    public init(
        lease: Lease, attachment: AttachmentID?, message: MessageID? = nil, record: Attachment? = nil,
        entries: [TimelineEntry] = [], remark: String? = nil, sentLink: String? = nil, detectedType: String? = nil,
        verdict: Verdict? = nil, card: CardEnding? = nil, messages: [NewMessage] = [], audit: [AuditEntry] = [],
        disposition: Disposition
    ) {
        self.lease = lease
        self.attachment = attachment
        self.message = message
        self.record = record
        self.entries = entries
        self.remark = remark
        self.sentLink = sentLink
        self.detectedType = detectedType
        self.verdict = verdict
        self.card = card
        self.messages = messages
        self.audit = audit
        self.disposition = disposition
    }
}
