import Attachments
import FileIO
import Inspection
import Scanning

/// Judges a local file as the gateway would judge an upload of the same name.
struct LocalJudge: Sendable {
    private let inspector = Inspector(threads: 1)
    let scanner: any Scanner
    let policy: Policy

    init(scanner: any Scanner, policy: Policy) {
        self.scanner = scanner
        self.policy = policy
    }

    /// Says what would become of a file; one that cannot be read is `unreadable` and no error.
    ///
    /// - Throws: `CancellationError`, and what the inspection throws.
    func judge(_ path: String) async throws -> Judgement {
        let (file, name): (OpenFile, FileName)
        do {
            (file, name) = (try OpenFile(path: path), try FileName(cleaning: path))
        } catch {
            return Judgement(path: path, fate: .unreadable, verdict: Verdict(outcome: .error, reasons: ["\(error)"]))
        }
        if let refusal = refusal(of: file) { return Judgement(path: path, size: file.size, fate: .rejected, verdict: refusal) }
        let findings = try await inspector.inspect(file, named: name.description, claimedType: nil, policy: policy)
        let verdict = if let refusal = findings.refusal { refusal } else { await scanner.scan(file) }
        try Task.checkCancellation()
        return Judgement(
            path: path, size: file.size, detectedType: findings.detectedType, fate: .init(policy.decide(verdict)), verdict: verdict)
    }

    /// What does not even get into quarantine.
    private func refusal(of file: OpenFile) -> Verdict? {
        if file.size == 0 { return Verdict(outcome: .unscannable, reasons: ["The file is empty."]) }
        guard file.size > policy.maximumSize else { return nil }
        return Verdict(outcome: .limit, reasons: ["The file is larger than policy.maximumSize (\(policy.maximumSize) bytes)."])
    }
}
