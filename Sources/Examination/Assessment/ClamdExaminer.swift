public import Attachments
public import Scanning

/// Has a file scanned by a pool of clamds.
public struct ClamdExaminer: Examiner {
    /// `clamd`
    public let identifier = "clamd"
    /// Behind those that look for themselves.
    public let stage = ExaminationStage.scan
    private let scanner: any Scanner

    /// Asks a scanner.
    public init(_ scanner: any Scanner) { self.scanner = scanner }

    /// As the pool is.
    public func status() async -> ExaminerStatus {
        let status = await scanner.status()
        return ExaminerStatus(isReady: status.isReady, versions: status.versions)
    }

    /// Waits for a free place.
    public func examine(_ subject: Subject) async -> Examination { await scanner.scan(subject.file) }
}
