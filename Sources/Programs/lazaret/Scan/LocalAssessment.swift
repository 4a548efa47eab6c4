import Assessment
import Attachments
import FileIO
import Inspection
import Scanning

/// Judges a local file as the gateway would judge an upload of the same name.
struct LocalAssessment: Sendable {
    private let assessment: Assessment
    private let policy: Policy

    init(scanner: any Scanner, policy: Policy) {
        assessment = Assessment([TypeExaminer(Inspector(threads: 1)), ClamdExaminer(scanner)])
        self.policy = policy
    }

    /// Says what would become of a file; one that cannot be read is `unreadable` and no error.
    ///
    /// - Throws: `CancellationError`.
    func judge(_ path: String) async throws -> ScanResult {
        let (file, name): (OpenFile, FileName)
        do {
            (file, name) = (try OpenFile(path: path), try FileName(cleaning: path))
        } catch {
            let verdict = Verdict(folding: [.init(.error, by: "scan", detail: "\(error)")])
            return ScanResult(path: path, state: .unreadable, verdict: verdict)
        }
        if let refusal = refusal(of: file) {
            return ScanResult(path: path, size: file.size, state: .rejected, verdict: Verdict(folding: [refusal]))
        }
        let report = try await assessment.assess(Subject(file, name: name.description), under: policy)
        return ScanResult(
            path: path, size: file.size, detectedType: report.type?.name, state: .init(report.decision), verdict: report.verdict)
    }

    /// What does not even get into quarantine.
    private func refusal(of file: OpenFile) -> Attachments.Finding? {
        if file.size == 0 { return .init(.unscannable, by: "policy", detail: "The file is empty.") }
        guard file.size > policy.maximumSize else { return nil }
        return .init(
            .limit, by: "policy", detail: "The file is larger than policy.maximumSize (\(policy.maximumSize) bytes).")
    }
}
