public import Attachments

/// What somebody decides about an attachment without having a lease on its work: an operator, newer signatures, or the end of its time.
public struct Transition: Sendable, Hashable {
    /// The attachment.
    public var attachment: AttachmentID
    /// The states of which it must have one.
    public var states: Set<AttachmentState>
    /// The last one's state becomes the attachment's. An entry with the state that it has is a remark.
    public var entry: TimelineEntry
    /// A new verdict; `nil` leaves what is known.
    public var verdict: Verdict?
    /// What examiners said of the bytes alone, to be kept for the same bytes.
    public var examinations: [Examination]
    /// Put into the outbox, in this order.
    public var messages: [NewMessage]
    /// Put into the audit log, in this order.
    public var audit: [AuditEntry]
    /// Whether a job is queued, due at once: to judge the bytes anew, or to destroy them.
    public var queuesJob: Bool

    /// Puts a ruling together.
    public init(
        attachment: AttachmentID, states: Set<AttachmentState>, entry: TimelineEntry, verdict: Verdict? = nil,
        examinations: [Examination] = [], messages: [NewMessage] = [], audit: [AuditEntry] = [], queuesJob: Bool = false
    ) {
        self.attachment = attachment
        self.states = states
        self.entry = entry
        self.verdict = verdict
        self.examinations = examinations
        self.messages = messages
        self.audit = audit
        self.queuesJob = queuesJob
    }
}
