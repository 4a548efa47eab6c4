public import Attachments
public import FileIO

/// An engine that scans bytes, or several of one kind.
public protocol Scanner: Sendable {
    /// Scans a file.
    ///
    /// Never finds nothing unless the engine said so of the whole file.
    /// - Returns: what was found. A finding of the kind `error` means that nobody could scan the bytes now: try again later.
    func scan(_ file: OpenFile) async -> Examination

    /// Whether files can be judged right now, and with what.
    func status() async -> ScannerStatus
}
