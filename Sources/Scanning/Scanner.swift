public import Attachments
public import FileIO

/// An engine that judges bytes.
public protocol Scanner: Sendable {
    /// Judges a file.
    ///
    /// Never says clean unless the engine said so of the whole file.
    /// - Returns: a verdict whose outcome is `clean`, `infected`, `encrypted`, `active`, `limit`, `unscannable` or `error`. `error` means
    ///   that nobody could judge the bytes now: try again later.
    func scan(_ file: OpenFile) async -> Verdict

    /// Whether files can be judged right now, and with what.
    func status() async -> ScannerStatus
}
