import Attachments

extension Examination {
    /// What an engine says of a file that comes to this outcome.
    static func scripted(
        _ outcome: Outcome, activeContent: ActiveContent? = nil, version: String? = nil, signature: String? = nil
    ) -> Examination {
        let kind: Finding.Kind? =
            switch outcome {
            case .clean: nil
            case .infected: .infected
            case .limit: .limit
            case .encrypted: .encrypted
            case .active: activeContent == .script ? .script : .macro
            case .mismatch: .typeMismatch
            case .unscannable: .unscannable
            case .pending: .pending
            case .error: .error
            }
        let findings = kind.map {
            [Finding($0, by: "clamd", version: version, signature: signature, detail: "As the script says.")]
        }
        return Examination(by: "clamd", version: version, findings: findings ?? [])
    }
}
