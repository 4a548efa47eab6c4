public import Attachments

/// Asks every examiner what speaks against a file, and folds their answers to one verdict, which is never clean while one has not
/// answered.
///
/// The one place where files are judged: for the pipeline, for rescans and for local files.
public struct Assessment: Sendable {
    /// Looks up what an examiner at a version has said of bytes before; `nil` when it has not.
    public typealias Recall = @Sendable (_ sha256: String, _ examiner: String, _ version: String) async throws -> Examination?

    private let examiners: [any Examiner]
    private let recall: Recall

    /// Composes the assessment.
    ///
    /// - Parameters:
    ///   - examiners: in the order in which those of one stage are asked; at least one.
    ///   - recall: where answers are kept.
    public init(_ examiners: [any Examiner], recall: @escaping Recall = { _, _, _ in nil }) {
        self.examiners = examiners
        self.recall = recall
    }

    /// Asks everybody.
    ///
    /// - Parameter policy: lets it end early, and says whether the type is allowed. Without one all are asked, unless malware is found.
    /// - Throws: `CancellationError`, and what the recall throws.
    public func assess(_ subject: Subject, under policy: Policy? = nil) async throws -> AssessmentReport {
        try await finish(try await inspect(subject, under: policy))
    }

    /// Asks those that look for themselves.
    ///
    /// - Throws: as ``assess(_:under:)``.
    public func inspect(_ subject: Subject, under policy: Policy? = nil) async throws -> AssessmentReport {
        try await ask(.inspection, AssessmentReport(subject, under: policy, asked: examiners.count))
    }

    /// Asks the engines as well, unless it is over.
    ///
    /// - Throws: as ``assess(_:under:)``.
    public func finish(_ inspected: AssessmentReport) async throws -> AssessmentReport { try await ask(.scan, inspected) }

    /// The engines that a complete verdict would name now; `nil` while one does not say its version, or several say different ones.
    public func engines() async -> String? {
        var versions: [String] = []
        for examiner in examiners {
            let found = await examiner.status().versions
            guard found.count == 1 || found.isEmpty && examiner.stage == .inspection else { return nil }
            versions += found
        }
        return versions.joined(separator: "; ")
    }

    /// No answer could spare bytes that are destroyed by what was found already: nobody else is asked then.
    private func ask(_ stage: ExaminationStage, _ report: AssessmentReport) async throws -> AssessmentReport {
        var report = report
        for examiner in examiners where examiner.stage == stage && !report.isOver { try await ask(examiner, &report) }
        return report
    }

    private func ask(_ examiner: any Examiner, _ report: inout AssessmentReport) async throws {
        let status = await examiner.status()
        if examiner.stage == .scan { report.wasScanned = true }
        if let known = try await self.known(of: report.subject, examiner, status.versions) { return report.add(known) }
        let start = ContinuousClock.now
        do {
            let examination = try await examiner.examine(report.subject)
            try Task.checkCancellation()
            report.add(examination, by: status)
        } catch let error as CancellationError {
            throw error
        } catch {
            report.add(error, by: examiner.identifier)
        }
        report.times[examiner.stage, default: .zero] += ContinuousClock.now - start
    }

    private func known(of subject: Subject, _ examiner: any Examiner, _ versions: [String]) async throws -> Examination? {
        guard let sha256 = subject.sha256 else { return nil }
        for version in versions {
            if let known = try await recall(sha256, examiner.identifier, version) { return known }
        }
        return nil
    }
}
