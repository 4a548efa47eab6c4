import CSQLite

/// The owner of one prepared statement.
@safe final class Statement {
    /// Set from binding to `reset`.
    var isInUse = false

    private let handle: OpaquePointer

    /// Takes over the handle.
    @unsafe init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Binds from the first parameter on; SQLite's result code.
    func bind(_ values: [(any Bindable)?]) -> Int32 {
        for (offset, value) in values.enumerated() {
            let result = bind(value?.databaseValue ?? .null, at: Int32(offset + 1))
            guard result == SQLITE_OK else { return result }
        }
        return SQLITE_OK
    }

    func step() -> Int32 { unsafe sqlite3_step(handle) }

    /// Makes it ready for the next use. The values stay bound until then: every use binds all of them.
    func reset() {
        unsafe sqlite3_reset(handle)
        isInUse = false
    }

    private func bind(_ value: Value, at index: Int32) -> Int32 {
        switch value {
        case .null: return unsafe sqlite3_bind_null(handle, index)
        case .integer(let integer): return unsafe sqlite3_bind_int64(handle, index, integer)
        case .real(let real): return unsafe sqlite3_bind_double(handle, index, real)
        case .text(var text):
            return text.withUTF8 { bytes in
                // A null pointer would bind NULL.
                guard let start = bytes.baseAddress else { return unsafe lazaret_sqlite3_bind_text(handle, index, "", 0) }
                return unsafe lazaret_sqlite3_bind_text(handle, index, start, UInt64(bytes.count))
            }
        case .blob(let blob):
            return unsafe blob.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, unsafe !bytes.isEmpty else {
                    return unsafe sqlite3_bind_zeroblob(handle, index, 0)
                }
                return unsafe lazaret_sqlite3_bind_blob(handle, index, start, UInt64(bytes.count))
            }
        }
    }

    func isNull(at column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(at column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    func real(at column: Int32) -> Double { unsafe sqlite3_column_double(handle, column) }

    func text(at column: Int32) -> String {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return "" }
        let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    func blob(at column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
