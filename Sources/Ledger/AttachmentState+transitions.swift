import Attachments

extension AttachmentState {
    /// Whether an attachment may go from this state to that one.
    ///
    /// What is destroyed stays so. Only an operator lets something that is held or failed go on.
    func canBecome(_ next: AttachmentState) -> Bool {
        switch self {
        case .received: [.inspected, .rejected, .infected, .held, .failed].contains(next)
        case .inspected: [.scanned, .rejected, .infected, .held, .failed].contains(next)
        case .scanned: [.released, .rejected, .infected, .held, .failed].contains(next)
        case .released: [.delivered, .failed, .infected, .rejected].contains(next)
        case .delivered: [.infected, .rejected].contains(next)
        case .held: [.released, .rejected, .received, .infected].contains(next)
        case .failed: [.received, .released, .rejected, .infected].contains(next)
        case .rejected, .infected: false
        }
    }

    /// Whether nothing more happens before the link can be used, or without somebody's doing.
    var isSettled: Bool {
        switch self {
        case .released, .delivered, .rejected, .infected, .held, .failed: true
        case .received, .inspected, .scanned: false
        }
    }
}
