public import Observability

/// How to reach a database, and how long to wait for it.
public struct ConnectionOptions: Sendable {
    /// A connection URL as libpq reads it (PostgreSQL manual, 34.1.1.2): several hosts, `sslmode` and the other parameters are its.
    public var url: Secret
    /// What the server's lists call the connection; the URL may say otherwise.
    public var applicationName = "lazaret"
    /// How long making a connection may take.
    public var connectTimeout = Duration.seconds(5)
    /// How long a statement may take at the server, waiting for locks included.
    public var statementTimeout = Duration.seconds(30)
    /// How long a call without a connection waits for the server to come back, and how long afterwards a lost commit is asked about.
    public var patience = Duration.seconds(5)
    /// Run on each new connection; text of the program, for settings.
    public var setUp = ""

    /// The defaults.
    public init(url: Secret) { self.url = url }
}
