/// Is told how a request and its answer ended.
public protocol ExchangeObserver: Sendable {
    /// Called once, on a server's thread, when the answer's last byte was handed to the system, or the connection is gone. Must not block
    /// for long.
    func ended(_ end: ExchangeEnd)
}

/// How a request and its answer ended.
public struct ExchangeEnd: Sendable, Hashable {
    /// The answer's status; `nil` when the connection was gone before there was one.
    public let status: Int?
    /// Bytes of the answer's body.
    public let bodyBytes: Int64
    /// From the request line until the answer's last byte was handed to the system.
    public let duration: Duration
    /// Whether the whole answer was handed over.
    public let isComplete: Bool
}

/// A request that the server answered in its handler's place: its head could not be read, or did not come in time.
public struct RefusedRequest: Sendable, Hashable {
    /// What went out as `X-Request-Id`.
    public let id: String
    /// The answer's status.
    public let status: Int
    /// Bytes of the answer's body.
    public let bodyBytes: Int64
    /// From the request line until the connection was done with; zero when there was no request line.
    public let duration: Duration
}
