public import Attachments
public import Inspection

/// Finds out what a file is, whether its name and its sender say the same, and whether it needs a password.
public struct TypeExaminer: Examiner {
    /// `type`
    public let identifier = "type"
    private let inspector: Inspector

    /// Asks an inspector.
    public init(_ inspector: Inspector) { self.inspector = inspector }

    /// Compares name, claim and bytes.
    public func examine(_ subject: Subject) async throws -> Examination {
        let agreement = try await inspector.inspect(subject.file, named: subject.name, claimedType: subject.claimedType)
        var findings = agreement.objections.map { Finding($0.kind, by: identifier, detail: $0.sentence) }
        if agreement.type.isEncrypted {
            findings.append(
                Finding(.encrypted, by: identifier, detail: "The file cannot be looked into without its password."))
        }
        return Examination(by: identifier, findings: findings, type: agreement.type)
    }
}
