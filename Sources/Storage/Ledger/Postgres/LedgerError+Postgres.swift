import Postgres

extension LedgerError {
    init(_ error: PostgresError) {
        self.init(error.ledgerCode, error.description, mayBeMade: error.code == .commitUnknown)
    }
}

extension PostgresError {
    fileprivate var ledgerCode: LedgerError.Code {
        guard code == .refused, let sqlState else { return .unavailable }
        return switch (sqlState, sqlState.category) {
        case (.diskFull, _): .full
        case (.lockNotAvailable, _), (.queryCanceled, _), (_, "40"): .busy
        case (_, "23"): .conflict
        case (_, "XX"): .corrupt
        default: .unavailable
        }
    }
}
