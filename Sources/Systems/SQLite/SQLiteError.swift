import CSQLite

/// What SQLite answered instead of doing what it was told. Bound values are never part of it.
public struct SQLiteError: Error, Hashable, CustomStringConvertible {
    /// The answers that callers tell apart.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Another connection held the lock for longer than the busy timeout.
        case busy
        /// The disk, or the file's size limit, is full.
        case full
        /// A rule of the schema forbids the change.
        case constraint
        /// The file is damaged or no database.
        case corrupt
        /// The file or the connection does not allow writing.
        case readOnly
        /// The file cannot be opened.
        case cannotOpen
        /// The operating system failed to read or write.
        case inputOutput
        /// The program used SQLite wrongly.
        case misuse
        /// Anything else.
        case other
    }

    /// The kind of answer.
    public let code: Code
    /// SQLite's own extended result code (https://www.sqlite.org/rescode.html).
    public let extendedCode: Int32
    /// What failed, and what to do.
    public let description: String

    init(_ extendedCode: Int32, doing task: String, explanation: String? = nil) {
        code = Code(extendedCode)
        self.extendedCode = extendedCode
        let reason = unsafe explanation ?? String(cString: sqlite3_errstr(extendedCode))
        description = "SQLite could not \(task): \(reason) (\(extendedCode)). \(code.remedy)"
    }
}

extension SQLiteError.Code {
    fileprivate init(_ extendedCode: Int32) {
        // The low byte is the primary code.
        self =
            switch extendedCode & 0xff {
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .full
            case SQLITE_CONSTRAINT: .constraint
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .readOnly
            case SQLITE_CANTOPEN: .cannotOpen
            case SQLITE_IOERR: .inputOutput
            case SQLITE_MISUSE, SQLITE_RANGE, SQLITE_ERROR, SQLITE_MISMATCH: .misuse
            default: .other
            }
    }

    fileprivate var remedy: String {
        switch self {
        case .busy: "Try again; find out which other program holds the database when it goes on."
        case .full: "Free space on the volume, or raise the limit, and try again."
        case .constraint: "The change contradicts what is stored; it was not made."
        case .corrupt: "Stop the program and restore the database from a backup."
        case .readOnly: "Let the program's user write to the database file and its folder."
        case .cannotOpen: "Check that the folder exists and that the program's user may use it."
        case .inputOutput: "Check the volume and the system's log."
        case .misuse: "This is a mistake in the program; please report it."
        case .other: "Look the code up at https://www.sqlite.org/rescode.html."
        }
    }
}
