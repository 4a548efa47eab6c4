public import Attachments
public import Foundation

/// What a worker has done under one lease: a state change and everything that it causes, for one transaction.
public struct Step: Sendable, Hashable {
    /// The right to do it.
    public var lease: Lease
    /// The attachment of the leased job or message.
    public var attachment: AttachmentID
    /// In order; the last one's state becomes the attachment's. An entry with the state that the attachment has is a remark.
    public var entries: [TimelineEntry]
    /// What the bytes really are; `nil` leaves what is known.
    public var detectedType: String?
    /// The judgement; `nil` leaves what is known.
    public var verdict: Verdict?
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
        /// It stays, for nobody to take until an operator retries it; the reason is a sentence for people.
        case park(reason: String)
    }

    /// Puts a step together.
    public init(
        lease: Lease, attachment: AttachmentID, entries: [TimelineEntry] = [], detectedType: String? = nil,
        verdict: Verdict? = nil, messages: [NewMessage] = [], audit: [AuditEntry] = [], disposition: Disposition
    ) {
        self.lease = lease
        self.attachment = attachment
        self.entries = entries
        self.detectedType = detectedType
        self.verdict = verdict
        self.messages = messages
        self.audit = audit
        self.disposition = disposition
    }
}
