import CSQLite
import Glibc

/// One connection to one database file, closed when the last reference goes.
///
/// Confined to the thread that made it: SQLite's own locks are off, and the type is not `Sendable`. Statements are prepared once and
/// kept, so SQL must come from a small fixed set; what varies is bound.
@safe public final class Database {
    /// What the connection may do.
    public enum Mode: Sendable {
        /// Reads an existing file.
        case readOnly
        /// Reads and writes; makes the file, for its owner alone (0600), where there is none.
        case readWrite
    }

    private let connection: OpaquePointer
    private var statements: [String: Statement] = [:]
    /// Once for the process. Where something else has used SQLite before, it goes on counting: slower, not wrong.
    private static let memoryCountingResult = lazaret_sqlite3_stop_counting_memory()
    private static let maximumStatements = 128

    /// Opens the file.
    ///
    /// - Parameters:
    ///   - path: the file; SQLite keeps others beside it, under the same name with an ending of its own.
    ///   - mode: what the connection may do.
    ///   - busyTimeout: how long a call waits for another connection's lock before it throws `busy`.
    ///   - pragmas: set in this order before anything else.
    /// - Throws: `SQLiteError` when the file cannot be opened, is no database, or a pragma is refused.
    public init(path: String, mode: Mode, busyTimeout: Duration, pragmas: KeyValuePairs<String, String> = [:]) throws {
        if mode == .readWrite { try Self.createPrivateFile(at: path) }
        _ = Self.memoryCountingResult
        var opened: OpaquePointer?
        let result = unsafe sqlite3_open_v2(path, &opened, mode.flags, nil)
        guard result == SQLITE_OK, let opened = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw SQLiteError(result, doing: "open the database")
        }
        unsafe connection = opened
        unsafe sqlite3_busy_timeout(connection, Int32(clamping: Int64(busyTimeout / .milliseconds(1))))
        for (name, value) in pragmas { try run(script: "PRAGMA \(name) = \(value)") }
    }

    deinit {
        // The statements that go right after this keep the connection alive until they are gone.
        unsafe sqlite3_close_v2(connection)
    }

    /// Runs one statement and returns how many rows it inserted, changed or deleted.
    ///
    /// - Throws: `SQLiteError`; a statement that failed has changed nothing.
    @discardableResult
    public func execute(_ sql: String, _ values: (any Bindable)?...) throws -> Int { try execute(sql, values) }

    /// Runs one statement with values that were put together before.
    ///
    /// - Throws: `SQLiteError`; a statement that failed has changed nothing.
    @discardableResult
    public func execute(_ sql: String, _ values: [(any Bindable)?]) throws -> Int {
        try step(sql, values) { _ in true }
        return unsafe Int(sqlite3_changes(connection))
    }

    /// Runs one statement and reads every row that it gives.
    ///
    /// - Throws: `SQLiteError`, or what the reader throws.
    public func query<Value>(_ sql: String, _ values: (any Bindable)?..., row: (inout Row) throws -> Value) throws -> [Value] {
        try query(sql, values, row: row)
    }

    /// Runs one statement with values that were put together before, and reads every row that it gives.
    ///
    /// - Throws: `SQLiteError`, or what the reader throws.
    public func query<Value>(_ sql: String, _ values: [(any Bindable)?], row: (inout Row) throws -> Value) throws -> [Value] {
        var found: [Value] = []
        try step(sql, values) {
            found.append(try row(&$0))
            return true
        }
        return found
    }

    /// Runs one statement and reads the first row that it gives; `nil` when it gives none.
    ///
    /// - Throws: `SQLiteError`, or what the reader throws.
    public func first<Value>(_ sql: String, _ values: (any Bindable)?..., row: (inout Row) throws -> Value) throws -> Value? {
        var found: Value?
        try step(sql, values) {
            found = try row(&$0)
            return false
        }
        return found
    }

    /// Runs any number of statements that bind nothing and give no rows; they are not kept.
    ///
    /// - Throws: `SQLiteError`; those before the one that failed have been run.
    public func run(script: String) throws {
        try check(unsafe sqlite3_exec(connection, script, nil, nil, nil), doing: "run a script")
    }

    /// Whether a transaction is open. SQLite ends one by itself after some errors.
    public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(connection) == 0 }

    /// Runs a statement until it is done or `row` has seen enough.
    private func step(_ sql: String, _ values: [(any Bindable)?], row: (inout Row) throws -> Bool) throws {
        let statement = try prepared(sql)
        statement.isInUse = true
        defer { statement.reset() }
        try check(statement.bind(values), doing: "bind the values of a statement")
        while true {
            switch statement.step() {
            case SQLITE_ROW:
                var columns = Row(statement)
                guard try row(&columns) else { return }
            case SQLITE_DONE: return
            case let failure: throw error(failure, doing: "run a statement")
            }
        }
    }

    /// The kept statement; one of its own for a call from inside a row of the same SQL.
    private func prepared(_ sql: String) throws -> Statement {
        if let kept = statements[sql], !kept.isInUse { return kept }
        var made: OpaquePointer?
        let result = unsafe sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
        guard result == SQLITE_OK, let made = unsafe made else { throw error(result, doing: "prepare a statement") }
        let statement = unsafe Statement(made)
        if statements.count >= Self.maximumStatements { statements.removeAll() }
        statements[sql] = statement
        return statement
    }

    private func check(_ result: Int32, doing task: String) throws {
        guard result == SQLITE_OK else { throw error(result, doing: task) }
    }

    private func error(_ result: Int32, doing task: String) -> SQLiteError {
        SQLiteError(result, doing: task, explanation: unsafe String(cString: sqlite3_errmsg(connection)))
    }

    /// SQLite would make the file readable by others. An existing file is not even opened: closing it would drop every lock that this
    /// process holds on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).
    private static func createPrivateFile(at path: String) throws {
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw SQLiteError(SQLITE_CANTOPEN, doing: "create the database file") }
            return
        }
        close(descriptor)
    }
}

extension Database.Mode {
    fileprivate var flags: Int32 {
        let access = self == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        return access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    }
}
