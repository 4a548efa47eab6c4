/// Where an attachment is on its way. The word is the same in the code, the ledger, the logs, the metrics and the answers.
public enum AttachmentState: String, Sendable, Hashable, Codable, CaseIterable {
    /// The bytes are in quarantine and the sender may be told "accepted".
    case received
    /// What the bytes really are is known.
    case inspected
    /// An engine has judged them.
    case scanned
    /// The bytes are in the safe store and a link may be made.
    case released
    /// The platform has taken the message with the link.
    case delivered
    /// Refused by policy; the bytes are destroyed.
    case rejected
    /// Malware; the bytes are destroyed.
    case infected
    /// An operator decides; the bytes stay in quarantine.
    case held
    /// Gave up; the bytes stay in quarantine and an operator can retry.
    case failed
}
