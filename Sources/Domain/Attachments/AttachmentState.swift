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
    /// Refused by policy or by an operator; the bytes are destroyed.
    case rejected
    /// Malware; the bytes are destroyed.
    case infected
    /// An operator decides; the bytes stay in quarantine.
    case held
    /// Gave up; the bytes stay where they are and an operator can retry.
    case failed

    /// Whether a sender who waits for the outcome can be told it now.
    public var isSettled: Bool {
        switch self {
        case .received, .inspected, .scanned: false
        case .released, .delivered, .rejected, .infected, .held, .failed: true
        }
    }

    /// Whether it is over: the bytes are gone, or go at once.
    public var isFinal: Bool { self == .rejected || self == .infected }

    /// Whether an attachment may go from this state straight to another. No state follows itself.
    public func canBecome(_ next: AttachmentState) -> Bool {
        successors.contains(next)
    }

    /// The whole table. Nothing skips the scan on its own: `released` follows `scanned`, or an operator's word.
    private var successors: Set<AttachmentState> {
        switch self {
        // Known bytes, a name that lies or a policy can end the way at any step; so can giving up.
        case .received: [.inspected, .rejected, .infected, .held, .failed]
        case .inspected: [.scanned, .rejected, .infected, .held, .failed]
        case .scanned: [.released, .rejected, .infected, .held, .failed]
        // The platform took it; would not take it; newer signatures found something; an operator took it back.
        case .released: [.delivered, .failed, .infected, .rejected]
        // Only the bytes can still be taken back.
        case .delivered: [.infected, .rejected]
        // The operator lets it through, refuses it or has it scanned again; newer signatures found something.
        case .held: [.released, .rejected, .received, .infected]
        // Tried again from the start, or only delivered again; an operator gives it up; newer signatures found something.
        case .failed: [.received, .released, .rejected, .infected]
        // The bytes are gone.
        case .rejected, .infected: []
        }
    }
}
