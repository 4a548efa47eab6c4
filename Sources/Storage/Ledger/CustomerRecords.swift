public import Attachments

/// How much there is of one customer in the ledger, or was before it went.
public struct CustomerRecords: Sendable, Hashable, Codable {
    /// Files, with their names, timelines and links.
    public var attachments = 0
    /// Their bytes, as far as they are kept.
    public var bytes: Int64 = 0
    /// Messages, with their words.
    public var messages = 0
    /// Work that waits: files to be judged or fetched.
    public var jobs = 0
    /// Messages that are still to go out.
    public var outgoing = 0
    /// Reasons in the audit log.
    public var reasons = 0
    /// How many of the jobs and outgoing messages somebody has in hand right now.
    public var inHand = 0

    /// Nothing.
    public init() {}

    /// Whether nothing is there but what the audit log keeps.
    public var isEmpty: Bool { attachments + messages + jobs + outgoing + reasons == 0 }

    /// Adds the counts.
    public static func += (sum: inout CustomerRecords, other: CustomerRecords) {
        sum.attachments += other.attachments
        sum.bytes += other.bytes
        sum.messages += other.messages
        sum.jobs += other.jobs
        sum.outgoing += other.outgoing
        sum.reasons += other.reasons
        sum.inHand += other.inHand
    }
}

/// What of a customer's is at rest now.
public struct Withdrawal: Sendable, Hashable {
    /// Files of which the bytes are to be destroyed.
    public let files: [AttachmentID]
    /// The work that was ended.
    public let gone: CustomerRecords
}
