extension Finding {
    /// As operators are shown it: `{"kind", "examiner", "where", "detail"}`.
    public struct Shown: Sendable, Encodable {
        private let finding: Finding

        /// Shows a finding.
        public init(_ finding: Finding) { self.finding = finding }

        private enum Key: String, CodingKey {
            case kind, examiner, detail
            case location = "where"
        }

        /// Writes all four members.
        public func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: Key.self)
            try members.encode(finding.kind, forKey: .kind)
            try members.encode(finding.examiner, forKey: .examiner)
            try members.encode(finding.location, forKey: .location)
            try members.encode(finding.detail, forKey: .detail)
        }
    }
}

extension Verdict {
    /// The findings as operators are shown them.
    public var shownFindings: [Finding.Shown] { findings.map(Finding.Shown.init) }
}
