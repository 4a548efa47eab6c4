public import Attachments
public import Foundation

/// The one durable truth: attachments, their timeline, the jobs, the outbox and the audit log.
///
/// Every method that changes something is one transaction, durable when the method returns; when it throws, nothing has changed. One
/// exception: a server that goes away in the middle of a commit, and does not come back in time to say what became of it (`unavailable`, with
/// `mayBeMade`). Only leases may be lost in a power cut: they end with the process anyway.
/// Times are kept to the millisecond. Cancelling a task does not take back a write that it has asked for.
///
/// Every method throws `LedgerError`; a wait also throws `CancellationError`.
public protocol Ledger: Sendable {
    /// Takes in what has come: each attachment gets its row, its first timeline entry, one job due at once and an audit entry; each
    /// announced file a fetch; the message its row and its places in the outbox. All in one transaction.
    ///
    /// - Returns: `repeated` when the message's key, or the sender's, was accepted before; then nothing has changed.
    /// - Throws: `keyReused`, `replayed`, `allowanceExceeded`; `conflict` when one of the identifiers is known already. Then nothing is taken in.
    func accept(_ record: IntakeRecord) async throws -> IntakeResult

    /// Puts messages into the outbox that are about no attachment, and writes down the card that they are. All in one transaction.
    ///
    /// - Returns: `repeated` when the sender's key, or the card's name, was accepted before; then nothing has changed.
    /// - Throws: `keyReused` when it came with other content; `replayed`; `conflict` when a message with the same idempotency key is waiting.
    func enqueue(_ sending: Sending) async throws -> Enqueuing

    /// What is known of a card; `nil` when there is none of this name.
    func card(_ messageID: String) async throws -> CardRecord?

    /// Waits until the card has ended, and gives it as it is then, or as it is when the time is over; `nil` when there is none of this name.
    func settledCard(_ messageID: String, atMost limit: Duration) async throws -> CardRecord?

    /// How the cards fared that came since a time.
    func cardStatistics(since time: Date) async throws -> CardStatistics

    /// What is known of one attachment; `nil` when there is none of this identifier.
    func attachment(_ id: AttachmentID) async throws -> Attachment?

    /// Whether a file was announced under this identifier and is still to be fetched: when its bytes are in, there is an attachment instead.
    func isAnnounced(_ id: AttachmentID) async throws -> Bool

    /// How many files have come in under an upload token.
    func filesTaken(under token: String) async throws -> Int

    /// Whether something was accepted under a sender's key.
    func isClaimed(_ key: String, in scope: String) async throws -> Bool

    /// What is known of a message; `nil` when there is none of this identifier.
    func message(_ id: MessageID) async throws -> ConversationMessage?

    /// The attachments that are parts of a message, in the order of their identifiers.
    func parts(of id: MessageID) async throws -> [Attachment]

    /// Every step of an attachment, oldest first; empty for an unknown one.
    func timeline(of id: AttachmentID) async throws -> [TimelineEntry]

    /// The attachments that match, newest first.
    func attachments(matching query: AttachmentQuery) async throws -> [Attachment]

    /// Leases the jobs that are due, oldest first, for as long as `lease`; empty when none is.
    func takeJobs(limit: Int, lease: Duration) async throws -> [Job]

    /// Leases the messages that are due, oldest first, for as long as `lease`; empty when none is.
    ///
    /// A message waits while an older one of the same lane is unfinished. A parked one holds nobody up, nor does a slot after its time.
    func takeMessages(limit: Int, lease: Duration) async throws -> [OutboxMessage]

    /// Leases the fetches that are due, oldest first, for as long as `lease`; empty when none is.
    func takeFetches(limit: Int, lease: Duration) async throws -> [Fetch]

    /// Writes down what a worker has done under its lease, and what becomes of the job or message.
    ///
    /// - Throws: `leaseLost` when somebody else has taken the job over, or it is done; `illegalTransition` when the attachment cannot
    ///   pass through these states; `conflict` when a message with the same idempotency key is waiting.
    func commit(_ step: Step) async throws

    /// Makes a lease last for `duration` from now on.
    ///
    /// - Throws: `leaseLost` when it is no longer the caller's.
    func extend(_ lease: Lease, by duration: Duration) async throws

    /// Ends the leases that this process had when it ended last time, so that what it had in hand is taken up at once. Before it takes any work.
    func endLeases() async throws

    /// Returns when something of the queue may be due, or the time is over; take, and wait again when there was nothing.
    ///
    /// It may return early, and with nothing to do.
    func waitForWork(_ queue: WorkQueue, atMost limit: Duration) async throws

    /// Waits until the attachment is released or will not be without somebody's doing, and gives it as it is then, or as it is when
    /// the time is over; `nil` when there is none of this identifier.
    func settled(_ id: AttachmentID, atMost limit: Duration) async throws -> Attachment?

    /// Makes the parked job, messages and fetch of an attachment due again, with their attempts counted anew, and puts a failed attachment
    /// back to where the work resumes: `received` for a job, `released` for the message with the file. One that has to be fetched stays `failed` until then.
    ///
    /// - Parameters:
    ///   - actor: who wants it, for the audit log.
    ///   - reason: why, for the timeline and the audit log; empty when nothing was said.
    /// - Returns: whether anything was parked.
    func retry(_ id: AttachmentID, by actor: String, reason: String) async throws -> Bool

    /// Does what was decided about an attachment that may be in nobody's hands; what was parked of it goes when its state changes.
    ///
    /// - Returns: the attachment as it is then; `nil` when there is none of this identifier.
    /// - Throws: `illegalTransition` when it is in none of the ruling's states, cannot become the new one, or its bytes are gone.
    func rule(_ transition: Transition) async throws -> Attachment?

    /// What an examiner at a version has said of these bytes before; `nil` when it was not asked, or its answer does not last.
    func examination(of sha256: String, by examiner: String, version: String) async throws -> Examination?

    /// Attachments whose bytes are kept, released or held, and whose verdict is by other engines, or by other versions of them.
    ///
    /// - Parameter engines: as a verdict names them.
    func keptAttachments(notJudgedBy engines: String, limit: Int) async throws -> [Attachment]

    /// Ends the keeping of bytes: of attachments that have been in a state for long enough and of which nothing waits to be done or sent.
    /// What was parked of them goes, and a job destroys the bytes.
    ///
    /// - Parameter audit: written for each, with its identifier.
    /// - Returns: which ones.
    func expire(_ expiry: Expiry, audit: AuditEntry) async throws -> [AttachmentID]

    /// Forgets attachments in a state whose bytes went before a time. The audit log keeps what it says of them.
    ///
    /// - Returns: how many.
    func forget(_ expiry: Expiry) async throws -> Int

    /// Forgets the oldest messages from before a time that no attachment, fetch or message to send belongs to any more.
    ///
    /// - Returns: how many.
    func forgetMessages(before time: Date, limit: Int) async throws -> Int

    /// How much there is of one customer.
    func records(of contact: String) async throws -> CustomerRecords

    /// Begins to erase a customer: the work that nobody has in hand ends, and no link to the files that are then at rest is good any more.
    ///
    /// - Returns: files of which the bytes are to be destroyed now, at most `limit`.
    func withdraw(_ contact: String, limit: Int) async throws -> Withdrawal

    /// Forgets a customer's files, of which the bytes are gone, messages that nothing belongs to any more, and the reasons in the audit log.
    ///
    /// - Parameter audit: written when anything went, with how much; in the same transaction.
    /// - Returns: how much went.
    func erase(
        _ files: [AttachmentID], of contact: String, audit: @escaping @Sendable (CustomerRecords) -> AuditEntry
    ) async throws -> CustomerRecords

    /// Forgets what examiners said before a time.
    ///
    /// - Returns: how many of their answers.
    func forgetExaminations(before time: Date, limit: Int) async throws -> Int

    /// Forgets idempotency keys and ended cards from before a time, what lasts from before another, and the counts of tokens that have ended.
    func forgetClaims(before time: Date, lastingBefore lasting: Date) async throws

    /// Up to when something was done without a gap; `nil` when that was never written down.
    func checkpoint(_ checkpoint: Checkpoint) async throws -> Date?

    /// Writes down up to when something was done without a gap. An earlier time than the one that is known changes nothing.
    func advance(_ checkpoint: Checkpoint, to time: Date) async throws

    /// Stands for a duty that only one of the processes that share the ledger has at a time; `nil` where no other process can share it.
    func leadership(in role: LeaderRole) -> (any Leadership)?

    /// How much there is of everything.
    func queueStatistics() async throws -> QueueStatistics

    /// Adds to the audit log.
    func recordAudit(_ entry: AuditEntry) async throws

    /// The audit log in the order of writing, from after `number` on; begin with 0.
    func audit(after number: Int64, limit: Int) async throws -> [AuditRecord]

    /// Writes and reads once, to see that the ledger works.
    func check() async throws
}
