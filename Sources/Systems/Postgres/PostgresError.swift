/// Why PostgreSQL did not do what was asked. Bound values are never part of it.
public struct PostgresError: Error, Hashable, CustomStringConvertible {
    /// The reasons that callers tell apart.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// No connection could be made.
        case unreachable
        /// The connection broke; what was not committed is undone.
        case connectionLost
        /// The connection broke, or was silent, while a transaction was being committed: only the server knows what became of it.
        case commitUnknown
        /// The server did not answer in time. The connection is given up.
        case timedOut
        /// The server refused the statement; `sqlState` says why.
        case refused
    }

    /// The reason.
    public let code: Code
    /// The server's own code; `nil` when it is not the server that speaks.
    public let sqlState: SQLState?
    /// What failed, and what to do.
    public let description: String

    init(_ code: Code, doing task: String, sqlState: SQLState? = nil, message: String = "") {
        self.code = code
        self.sqlState = sqlState
        let told = Self.publicPart(of: message, sqlState)
        let reason = [told, sqlState.map { "SQLSTATE \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        description = "PostgreSQL could not \(task)\(reason.isEmpty ? "" : ": \(reason)"). \(code.remedy(sqlState))"
    }

    /// The first line, and nothing where the message may quote a value: data exceptions (22) and broken constraints (23).
    private static func publicPart(of message: String, _ sqlState: SQLState?) -> String {
        if let sqlState, ["22", "23"].contains(sqlState.category) { return "" }
        return String(message.prefix { $0 != "\n" }.prefix(300))
    }
}

extension PostgresError.Code {
    fileprivate func remedy(_ sqlState: SQLState?) -> String {
        switch (self, sqlState?.category) {
        case (.unreachable, "28"), (.unreachable, "3D"): "Check user, password and database of the connection URL."
        case (.unreachable, _): "Check that the server runs and that host, port and sslmode of the connection URL are right."
        case (.connectionLost, _), (.timedOut, _): "Try again; look at the server's log and the network if it goes on."
        case (.commitUnknown, _): "Read again to see."
        case (.refused, "23"): "The change contradicts what is stored; it was not made."
        case (.refused, "40"), (.refused, "55"), (.refused, "57"): "Try again; see what else uses the database if it goes on."
        case (.refused, "53"): "See that the server has room on its disk, memory and connections to spare."
        case (.refused, "42"): "Check that the user owns the schema and that nobody changed the tables."
        case (.refused, _): "Look at the server's log."
        }
    }
}
