import Foundation
import Observability
import Postgres
import PrivatePostgres
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    /// Runs a job on a connection in a schema of its own.
    private func connected<Value: Sendable>(_ job: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await ConnectionPool(ConnectionOptions(url: TestDatabase.emptySchema()), connections: 1).run { try job($0.open()) }
    }

    /// What the job's error is.
    private func refusal(_ options: ConnectionOptions, _ job: @escaping @Sendable (Connection) throws -> Void) async
        -> PostgresError?
    {
        await #expect(throws: PostgresError.self) {
            try await ConnectionPool(options, connections: 1).run { try job($0.open()) }
        }
    }

    @Test func givesBackWhatItWasGiven() async throws {
        let texts = ["", "plain", "ü 🧾 \"'\\%_", "a\u{0}b\u{1a}c", "\u{1a}0\u{1a}1", String(repeating: "x", count: 3_000_000)]
        let read = try await connected { connection in
            try connection.run(script: "CREATE TABLE t (number BIGINT, text TEXT)")
            for (number, text) in texts.enumerated() { try connection.execute("INSERT INTO t VALUES (?, ?)", [number, text]) }
            try connection.execute("INSERT INTO t VALUES (?2, ?1)", [nil, Int64.min])
            return try connection.query("SELECT text, number FROM t ORDER BY number") { row in
                (row.isNull, row.optionalText(), row.integer())
            }.map { [$0.0 ? "null" : $0.1 ?? "", "\($0.2)"] }
        }
        #expect(read.first == ["null", "\(Int64.min)"])
        #expect(read.dropFirst().map { $0[0] } == texts)
    }

    @Test func countsTheRowsThatChanged() async throws {
        let counts = try await connected { connection in
            try connection.run(script: "CREATE TABLE t (number BIGINT)")
            return [
                try connection.execute("INSERT INTO t SELECT unnest(?::bigint[])", [[Int64](1...5)]),
                try connection.execute("UPDATE t SET number = 0 WHERE number > ?", [3]),
                try connection.execute("DELETE FROM t WHERE number = ?", [9]),
            ]
        }
        #expect(counts == [5, 2, 0])
    }

    @Test func undoesATransactionThatThrows() async throws {
        struct Stop: Error {}
        let left = try await connected { connection in
            try connection.run(script: "CREATE TABLE t (number BIGINT)")
            try connection.transaction(.durable) { _ = try connection.execute("INSERT INTO t VALUES (1)") }
            _ = try? connection.transaction(.durable) {
                try connection.execute("INSERT INTO t VALUES (2)")
                throw Stop()
            }
            return try connection.query("SELECT number FROM t") { $0.integer() }
        }
        #expect(left == [1])
    }

    @Test(arguments: [
        ("SELECT 1/0", "22012"), ("SELECT nonsense", "42703"), ("INSERT INTO k VALUES ('secret')", "23505"),
        ("SELECT 'secret'::bigint", "22P02"), ("SELECT pg_sleep(60)", "57014"),
    ])
    func tellsWhyAStatementWasRefusedAndGoesOn(_ sql: String, _ state: String) async throws {
        let (error, alive) = try await connected { connection in
            try connection.run(
                script: "SET statement_timeout = 50; CREATE TABLE k (key TEXT PRIMARY KEY); INSERT INTO k VALUES ('secret')")
            let error = #expect(throws: PostgresError.self) { try connection.query(sql) { _ in } }
            return (error, try connection.query("SELECT 7") { $0.integer() })
        }
        #expect(error?.code == .refused && error?.sqlState?.rawValue == state)
        #expect(error?.description.contains("secret") == false)
        #expect(alive == [7])
    }

    @Test func keepsNoMoreStatementsThanItMay() async throws {
        let sum = try await connected { connection in
            try (1...450).map { number in
                try connection.query("SELECT \(number) + ?", [1]) { $0.integer() }.first ?? 0
            }.reduce(0, +)
        }
        #expect(sum == Int64((2...451).reduce(0, +)))
    }

    // MARK: Ways to the server

    @Test(arguments: [
        ("postgresql://lazaret@127.0.0.1:1/postgres", ""), ("postgresql://nobody@%2Fnonexistent/postgres", ""),
        ("nonsense", ""), ("postgresql://lazaret@127.0.0.1:port/x", ""),
    ])
    func saysThatAServerCannotBeReached(_ url: String, _ word: String) async throws {
        var options = ConnectionOptions(url: Secret(url))
        options.patience = .zero
        let error = await refusal(options) { _ in }
        #expect(error?.code == .unreachable)
    }

    @Test(arguments: [
        "postgresql://u:hunter2%zz@127.0.0.1:1/x", "postgresql://u:hunter2@[::1/x", "postgresql://u:x@127.0.0.1:1/x?hunter2",
        "postgresql://u:hunter2%00@127.0.0.1:1/x",
    ])
    func quotesNothingOfAURLThatItCannotRead(_ url: String) async throws {
        var options = ConnectionOptions(url: Secret(url))
        options.patience = .zero
        let error = await refusal(options) { _ in }
        #expect(error?.code == .unreachable && error?.description.contains("hunter2") == false)
    }

    @Test func givesUpOnAServerThatSaysNothing() async throws {
        let listener = try SilentServer()
        var options = ConnectionOptions(url: Secret("postgresql://lazaret@127.0.0.1:\(listener.port)/postgres?sslmode=disable"))
        options.patience = .zero
        options.connectTimeout = .milliseconds(50)
        #expect(await refusal(options) { _ in }?.code == .unreachable)
    }

    @Test func speaksTLSAndBelievesOnlyTheCertificateThatItWasGiven() async throws {
        let listener = try SilentServer()
        let port = listener.port
        listener.close()
        let server = try await TestServer(port: port)
        let address = "postgresql://lazaret@127.0.0.1:\(port)/postgres?sslmode=verify-full&sslrootcert="
        let known = ConnectionOptions(url: Secret(address + server.folder + "/server.crt"))
        let encrypted = try await ConnectionPool(known, connections: 1).run { place in
            try place.open().query("SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()") { $0.text() }
        }
        #expect(encrypted == ["true"])
        var unknown = ConnectionOptions(url: Secret(address + "/etc/ssl/certs/ca-certificates.crt"))
        unknown.patience = .zero
        #expect(await refusal(unknown) { _ in }?.code == .unreachable)
    }

    // MARK: Broken connections

    @Test func noticesThatItWasCutAndConnectsAgain() async throws {
        let url = try TestDatabase.url()
        let pool = ConnectionPool(ConnectionOptions(url: url), connections: 1)
        let pids = try await pool.run { place in
            let first = try place.open().query("SELECT pg_backend_pid()") { $0.integer() }
            let other = try Connection(ConnectionOptions(url: url))
            _ = try other.query("SELECT pg_terminate_backend(?, 5000)", [first.first]) { _ in }
            return first + (try place.open().query("SELECT pg_backend_pid()") { $0.integer() })
        }
        #expect(pids.count == 2 && pids[0] != pids[1])
    }

    @Test func saysThatTheConnectionIsLostWhenItIsCutInATransaction() async throws {
        let url = try TestDatabase.url()
        let error = await refusal(ConnectionOptions(url: url)) { connection in
            try connection.transaction(.durable) {
                let pid = try connection.query("SELECT pg_backend_pid()") { $0.integer() }.first
                _ = try Connection(ConnectionOptions(url: url)).query("SELECT pg_terminate_backend(?, 5000)", [pid]) { _ in }
                try connection.execute("SELECT 1")
            }
        }
        #expect(error?.code == .connectionLost)
    }

    @Test func doesNotKnowWhatBecameOfACommitThatIsCut() async throws {
        let url = try TestDatabase.url()
        let error = await refusal(ConnectionOptions(url: url)) { connection in
            try connection.transaction(.durable) {
                let pid = try connection.query("SELECT pg_backend_pid()") { $0.integer() }.first
                _ = try Connection(ConnectionOptions(url: url)).query("SELECT pg_terminate_backend(?, 5000)", [pid]) { _ in }
            }
        }
        #expect(error?.code == .commitUnknown)
    }

    // MARK: Notifications

    @Test func hearsWhatOthersNotifyAndNotItself() async throws {
        let url = try TestDatabase.url()
        let heard = try await ConnectionPool(ConnectionOptions(url: url), connections: 1).run { place in
            let (own, waker) = (try place.open(), try Waker())
            let other = try Connection(ConnectionOptions(url: url))
            let channel = "c\(UInt32.random(in: 0 ... .max))"
            try own.run(script: "LISTEN \(channel); NOTIFY \(channel), 'own'")
            try other.run(script: "BEGIN; NOTIFY \(channel), 'undone'; ROLLBACK; NOTIFY \(channel), 'told'")
            return try own.notifications(until: waker, atMost: .seconds(30))
        }
        #expect(heard.map(\.payload) == ["told"])
    }

    @Test func stopsListeningWhenTheBellRings() async throws {
        let heard = try await connected { connection in
            let waker = try Waker()
            waker.ring()
            return try connection.notifications(until: waker, atMost: .seconds(3600))
                + connection.notifications(until: waker, atMost: .milliseconds(1))
        }
        #expect(heard.isEmpty)
    }
}
