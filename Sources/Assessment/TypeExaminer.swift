public import Attachments
public import Inspection

/// Finds out what a file is, and whether its name and its sender say the same.
public struct TypeExaminer: Examiner {
    /// `type`
    public let identifier = "type"
    private let inspector: Inspector

    /// Asks an inspector.
    public init(_ inspector: Inspector) { self.inspector = inspector }

    /// Compares name, claim and bytes.
    public func examine(_ subject: Subject) async throws -> Examination {
        let agreement = try await inspector.inspect(subject.file, named: subject.name, claimedType: subject.claimedType)
        return Examination(
            by: identifier, findings: agreement.objections.map { Finding($0.kind, by: identifier, detail: $0.sentence) },
            type: agreement.type)
    }
}
