import Postgres

/// One write, done again where that helps and does no harm.
struct Transaction {
    /// What came of it.
    struct Written<Value: Sendable>: Sendable {
        let value: Value
        let events: Set<Event>
    }

    private let place: PooledConnection
    private let durability: Connection.Durability
    private let options: PostgresLedger.Options

    init(_ place: PooledConnection, _ durability: Connection.Durability, _ options: PostgresLedger.Options) {
        self.place = place
        self.durability = durability
        self.options = options
    }

    func run<Value: Sendable>(_ body: (PostgresSession, inout Set<Event>) throws -> Value) throws -> Written<Value> {
        for attempt in 1... {
            do {
                if let written = try once(body) { return written }
                guard attempt < Self.attemptsAtLosses else { break }
            } catch let error as PostgresError where attempt < error.usefulAttempts {
                continue
            }
        }
        throw LedgerError(.unavailable, "The connection to the ledger's server breaks again and again. Try again later.")
    }

    fileprivate static let attemptsAtLosses = 3

    /// `nil` when the commit was not answered, and turned out not to have been made.
    private func once<Value: Sendable>(_ body: (PostgresSession, inout Set<Event>) throws -> Value) throws -> Written<Value>? {
        var written: Written<Value>?
        let mark = CommitMark(place)
        do {
            let connection = try place.open()
            let session = PostgresSession(connection, holder: options.holder)
            try connection.transaction(durability, opening: durability == .durable ? mark.statement : "") {
                var events: Set<Event> = []
                let value = try body(session, &events)
                try session.linkAudit(options.auditChain)
                written = Written(value: value, events: events)
            }
            return written
        } catch let unknown as PostgresError where unknown.code == .commitUnknown {
            do {
                return try isCommitted(mark) ? written : nil
            } catch is PostgresError {
                // Whatever stands in the way of finding out: it is still not known.
                throw unknown
            }
        }
    }

    private func isCommitted(_ mark: CommitMark) throws -> Bool {
        for _ in 1..<Self.attemptsAtLosses {
            do {
                return try mark.isCommitted(place.open())
            } catch let error as PostgresError where error.isLoss {
                continue
            }
        }
        return try mark.isCommitted(place.open())
    }
}

extension PostgresError {
    fileprivate var isLoss: Bool { code == .connectionLost || code == .commitUnknown }

    /// How often what failed like this is worth being done.
    fileprivate var usefulAttempts: Int {
        switch (code, sqlState) {
        case (.connectionLost, _): Transaction.attemptsAtLosses
        // Somebody was faster with the same key: seen the second time, it is a repetition.
        case (.refused, .uniqueViolation): 2
        case (.refused, .serializationFailure), (.refused, .deadlockDetected): 5
        default: 1
        }
    }
}
