import Postgres

/// A connection for the time of one transaction, or of one read, with the entries that are to join the audit log. Confined to its thread.
final class PostgresSession: LedgerSession {
    static var dialect: Dialect { .postgres }

    private let connection: Connection
    private let holder: String
    private var pendingAudit: [AuditEntry] = []

    /// - Parameter holder: what is written down as who has the leases that are taken here.
    init(_ connection: Connection, holder: String = "") {
        self.connection = connection
        self.holder = holder
    }

    @discardableResult
    func execute(_ sql: String, values: [(any Storable)?]) throws -> Int { try connection.execute(sql, values.map { $0 }) }

    func query<Value>(_ sql: String, values: [(any Storable)?], row: (inout Postgres.Row) throws -> Value) throws -> [Value] {
        try connection.query(sql, values.map { $0 }, row: row)
    }

    /// In one statement, for each costs a round trip. It is a transaction of its own where it stands alone, and safe when it is answered:
    /// so is what it has seen, which somebody acts on outside, and whose own transaction may still wait for that.
    func lease<Value>(
        _ queue: WorkQueue, _ taking: LeaseRequest, row: (_ token: UInt64, inout Postgres.Row) throws -> Value
    ) throws -> [Value] {
        let tokens = (0..<taking.limit).map { _ in taking.newToken() }
        var next = tokens.makeIterator()
        return try connection.query(
            queue.statements(.postgres).take,
            [taking.time, taking.limit, tokens.map { Int64(bitPattern: $0) }, holder, taking.end]
        ) { columns in
            guard let token = next.next() else { throw LedgerError.corrupt("number of leases") }
            return try row(token, &columns)
        }
    }

    /// A part of the log. Nobody is given what a crash of the server would take back, and give to other entries.
    func safeAuditRecords(after number: Int64, limit: Int) throws -> [AuditRecord] {
        let records = try auditRecords(after: number, limit: limit)
        if !records.isEmpty { try connection.flush() }
        return records
    }

    func insert(_ entry: AuditEntry) throws { pendingAudit.append(entry) }

    /// Links what the transaction has gathered; the last thing before its commit. From here on nobody else reads the head of the chain
    /// until the commit, so that numbers grow in the order of commits: who reads the log sees no gap that is filled later.
    func linkAudit(_ chain: AuditChain) throws {
        guard !pendingAudit.isEmpty else { return }
        let head = try first("SELECT number, hash FROM hold_audit_head()") { AuditHead(&$0) }
        try insert(try chain.link(pendingAudit, after: head))
        pendingAudit = []
    }
}

extension Postgres.Row: LedgerRow {}
