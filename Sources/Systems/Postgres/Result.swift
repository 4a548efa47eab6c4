import CPostgres

/// The owner of one answer of the server.
@safe final class Result {
    private let handle: OpaquePointer

    /// Takes over the handle.
    @unsafe init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe PQclear(handle) }

    var rowCount: Int32 { unsafe PQntuples(handle) }

    /// How many rows a statement inserted, changed or deleted; 0 for one that does not.
    var changedRows: Int { unsafe Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    func isNull(row: Int32, column: Int32) -> Bool { unsafe PQgetisnull(handle, row, column) == 1 }

    func text(row: Int32, column: Int32) -> String {
        guard let start = unsafe PQgetvalue(handle, row, column) else { return "" }
        let length = unsafe Int(PQgetlength(handle, row, column))
        return unsafe StoredText.decode(UnsafeRawBufferPointer(start: start, count: length))
    }

    /// What the server refused; `nil` when it did what was asked.
    func failure(doing task: String) -> PostgresError? {
        switch unsafe PQresultStatus(handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return nil
        default:
            return PostgresError(
                .refused, doing: task, sqlState: field(lazaret_pg_diag_sqlstate).map(SQLState.init(rawValue:)),
                message: field(lazaret_pg_diag_message_primary) ?? "")
        }
    }

    private func field(_ code: Int32) -> String? {
        unsafe PQresultErrorField(handle, code).map { unsafe String(cString: $0) }
    }
}
