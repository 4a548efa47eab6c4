import Attachments
import FileIO
import Inspection
import Scanning

/// Judges a local file as the gateway would judge an upload of the same name.
struct LocalJudge: Sendable {
    /// What would become of one file.
    struct Judgement: Sendable {
        let path: String
        let size: Int64
        let detectedType: String?
        let verdict: Verdict
        /// `nil` when nobody could judge it.
        let decision: Decision?
    }

    private let inspector = Inspector(threads: 1)
    let scanner: any Scanner
    let policy: Policy

    init(scanner: any Scanner, policy: Policy) {
        self.scanner = scanner
        self.policy = policy
    }

    /// - Throws: when the file cannot be read.
    func judge(_ path: String) async throws -> Judgement {
        let file = try OpenFile(path: path)
        var detectedType: String?
        let verdict = try await verdict(on: file, at: path, type: &detectedType)
        return Judgement(
            path: path, size: file.size, detectedType: detectedType, verdict: verdict, decision: policy.decide(verdict))
    }

    private func verdict(on file: OpenFile, at path: String, type: inout String?) async throws -> Verdict {
        guard file.size <= policy.maximumSize else {
            return Verdict(outcome: .limit, reasons: ["The file is larger than policy.maximumSize (\(policy.maximumSize) bytes)."])
        }
        let name = try FileName(cleaning: path).description
        let findings = try await inspector.inspect(file, named: name, claimedType: nil, policy: policy)
        type = findings.detectedType
        if let refusal = findings.refusal { return refusal }
        return await scanner.scan(file)
    }
}
