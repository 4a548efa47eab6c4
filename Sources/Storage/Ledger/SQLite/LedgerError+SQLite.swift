import SQLite

extension LedgerError {
    init(_ error: SQLiteError) {
        self.init(error.code.ledgerCode, error.description)
    }
}

extension SQLiteError.Code {
    fileprivate var ledgerCode: LedgerError.Code {
        switch self {
        case .busy: .busy
        case .full: .full
        case .constraint: .conflict
        case .corrupt: .corrupt
        case .readOnly, .cannotOpen, .inputOutput, .misuse, .other: .unavailable
        }
    }
}
