import Postgres

/// What a transaction leaves to be known by when its commit is not answered: its number, in the row of the connection's place.
///
/// The server's own number of a transaction does not tell: a crash that forgets a commit forgets the number too, and gives it to another.
struct CommitMark {
    private let place: Int64
    private let number: Int64

    /// Names the next transaction of a place.
    init(_ place: PooledConnection) {
        self.place = place.id
        number = place.nextNumber()
    }

    /// Leaves the mark; the transaction's first statement.
    var statement: String { Self.upsert("\(place)", "\(number)") }

    /// Whether the transaction was committed, and is safe from a crash; if not, it cannot be any more. Waits for a server that still works
    /// on it. What is seen here stands in the server's log before our own commit, and is safe when that is.
    ///
    /// - Throws: `PostgresError` when it cannot be found out now; it can be asked again.
    func isCommitted(_ connection: Connection) throws -> Bool {
        try connection.transaction(.durable, opening: "SET LOCAL lock_timeout = '5s'") {
            // One less, so that who asks again does not take our own row for that of the transaction.
            try connection.execute(Self.upsert("?1", "?2 - 1") + " WHERE commits.number < ?2", [place, number]) == 0
        }
    }

    /// A place that lives on makes its row anew.
    static func forgetOld(in session: PostgresSession) throws {
        try session.execute("DELETE FROM commits WHERE at < now() - interval '1 day'", values: [])
    }

    private static func upsert(_ place: String, _ number: String) -> String {
        """
        INSERT INTO commits (place, number) VALUES (\(place), \(number))
        ON CONFLICT (place) DO UPDATE SET number = excluded.number, at = excluded.at
        """
    }
}
