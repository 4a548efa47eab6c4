/// libmagic could not say what a file is.
public struct FileMagicError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What failed.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// There was no memory for libmagic.
        case unavailable
        /// The database of types is missing or of another version.
        case databaseUnreadable
        /// libmagic could not read the file, or failed on it.
        case noAnswer
    }

    /// What failed.
    public let code: Code

    /// What failed and what to do.
    public var description: String {
        switch code {
        case .unavailable: "libmagic could not be opened. Give the process more memory."
        case .databaseUnreadable:
            "libmagic could not load its database. Install the package libmagic-mgc in the version of libmagic1."
        case .noAnswer: "libmagic could not examine the file. Check that its storage can be read, and try again."
        }
    }
}
