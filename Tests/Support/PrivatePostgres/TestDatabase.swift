import Foundation
public import Observability
import Postgres

/// The PostgreSQL server that `scripts/postgres run` has started for all tests; each test takes a schema of its own.
public enum TestDatabase {
    /// There is no server: a test that needs one fails.
    public struct Missing: Error, CustomStringConvertible {
        /// What to do.
        public let description =
            "LAZARET_TEST_POSTGRES is not set. Run the tests with make test, or with scripts/postgres run swift test."
    }

    /// The server's URL.
    public static func url() throws -> Secret {
        guard let url = ProcessInfo.processInfo.environment["LAZARET_TEST_POSTGRES"] else { throw Missing() }
        return Secret(url)
    }

    /// Makes an empty schema and gives a URL whose connections work in it.
    public static func emptySchema(at server: Secret? = nil) async throws -> Secret {
        let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        let server = try server ?? url()
        try await run("CREATE SCHEMA \(name)", at: server)
        let separator = server.reveal().contains("?") ? "&" : "?"
        return Secret(server.reveal() + separator + "options=-csearch_path%3D\(name)")
    }

    /// Runs a script.
    public static func run(_ script: String, at url: Secret) async throws {
        try await ConnectionPool(ConnectionOptions(url: url), connections: 1).run { try $0.open().run(script: script) }
    }

    /// Reads the first column of all rows.
    public static func texts(_ sql: String, at url: Secret) async throws -> [String] {
        try await ConnectionPool(ConnectionOptions(url: url), connections: 1).run { place in
            try place.open().query(sql) { $0.text() }
        }
    }
}
