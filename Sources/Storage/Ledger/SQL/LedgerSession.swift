import Foundation
import Postgres
import SQLite

/// What the ledger's transactions are written against: one connection to a database, whichever it is.
///
/// Statements are written once for both, with `?` or `?1` for parameters; `Dialect` has the rest.
protocol LedgerSession {
    associatedtype Row: LedgerRow

    /// What has to be said differently to this database.
    static var dialect: Dialect { get }

    /// Runs one statement and returns how many rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: String, values: [(any Storable)?]) throws -> Int

    /// Runs one statement and reads every row that it gives.
    func query<Value>(_ sql: String, values: [(any Storable)?], row: (inout Row) throws -> Value) throws -> [Value]

    /// Leases what is due, oldest first, and reads each row as it was, with the token that it has now.
    func lease<Value>(
        _ queue: WorkQueue, _ taking: LeaseRequest, row: (_ token: UInt64, inout Row) throws -> Value
    ) throws -> [Value]

    /// Gathers an entry of the audit log, which joins the chain before the commit.
    func insert(_ entry: AuditEntry) throws
}

/// What both databases store.
typealias Storable = SQLite.Bindable & Postgres.Bindable

/// One row, read column by column.
protocol LedgerRow {
    var isNull: Bool { get }
    mutating func skip(_ count: Int)
    mutating func integer() -> Int64
    mutating func optionalInteger() -> Int64?
    mutating func text() -> String
    mutating func optionalText() -> String?
}

extension LedgerSession {
    @discardableResult
    func execute(_ sql: String, _ values: (any Storable)?...) throws -> Int { try execute(sql, values: values) }

    func query<Value>(_ sql: String, _ values: (any Storable)?..., row: (inout Row) throws -> Value) throws -> [Value] {
        try query(sql, values: values, row: row)
    }

    /// For statements that give one row at most.
    func first<Value>(_ sql: String, _ values: (any Storable)?..., row: (inout Row) throws -> Value) throws -> Value? {
        try query(sql, values: values, row: row).first
    }
}

extension Date {
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

extension Duration {
    var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
