import Attachments

/// What would become of one local file, and why.
struct ScanResult: Sendable {
    /// The state in which an upload of the file would come to rest.
    enum State: String, Sendable {
        case released, infected, rejected, held
        /// It could not be examined.
        case waiting
        /// It could not be looked at.
        case unreadable

        init(_ decision: Decision?) {
            self =
                switch decision {
                case .release: .released
                case .destroy: .infected
                case .reject: .rejected
                case .hold: .held
                case nil: .waiting
                }
        }
    }

    let path: String
    var size: Int64?
    var detectedType: String?
    let state: State
    let verdict: Verdict
}

/// The shape of a line of `scan --json`: absent values are `null`, so that every line has the same members.
extension ScanResult: Encodable {
    private enum Key: String, CodingKey {
        case path, size, detectedType, decision, outcome, engine, signature, reasons, findings
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        try line.encode(path, forKey: .path)
        try line.encode(size, forKey: .size)
        try line.encode(detectedType, forKey: .detectedType)
        try line.encode(state.rawValue, forKey: .decision)
        try line.encode(verdict.outcome, forKey: .outcome)
        try line.encode(verdict.engine, forKey: .engine)
        try line.encode(verdict.signature, forKey: .signature)
        try line.encode(verdict.reasons, forKey: .reasons)
        try line.encode(verdict.shownFindings, forKey: .findings)
    }
}
