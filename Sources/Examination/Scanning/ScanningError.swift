/// Why the scanner could not prepare its work.
public struct ScanningError: Error, Hashable, CustomStringConvertible {
    /// What went wrong, for who must decide.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// The state folder cannot be written.
        case folderUnusable
        /// The private clamd cannot be started.
        case clamdUnavailable
    }

    /// What went wrong.
    public let code: Code
    /// What failed and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
