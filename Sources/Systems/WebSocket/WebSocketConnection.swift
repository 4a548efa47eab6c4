/// An open connection: its messages are what it iterates over, by one task at a time.
///
/// The sequence ends when either side has closed; it throws `WebSocketError` when the connection ended otherwise. What came before is
/// read first. Cancelling a task that waits for a message or a send closes the connection with 1001. A connection that nobody holds any
/// more is dropped.
public final class WebSocketConnection: AsyncSequence, Sendable {
    /// One whole message.
    public typealias Element = WebSocketMessage

    let channel: Channel

    init(_ channel: Channel) {
        self.channel = channel
    }

    deinit { channel.drop() }

    /// Hands out the messages of one connection.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let connection: WebSocketConnection

        /// Waits for the next message; `nil` after the last one of a connection that was closed.
        /// - Throws: `WebSocketError` when the connection ended without being closed; `CancellationError`.
        public mutating func next() async throws -> WebSocketMessage? { try await connection.channel.next() }
    }

    /// Makes the iterator.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(connection: self) }

    /// How it was closed; `nil` while it is open and when it ended otherwise.
    public var closure: WebSocketClosure? {
        channel.read { state in
            if case .over(.success(let closure)) = state.phase { closure } else { nil }
        }
    }

    /// Sends one message and waits until the system has taken it.
    /// - Throws: `WebSocketError`: `unsendable`, `overloaded`, or `closed` when the connection ends first; `CancellationError`.
    public func send(_ message: WebSocketMessage) async throws {
        guard message.byteCount <= channel.limits.maximumMessageBytes else { throw channel.error(.unsendable) }
        try await channel.send(Frame(message))
    }

    /// Sends one text message.
    /// - Throws: as `send(_:)`.
    public func send(_ text: String) async throws { try await send(.text(text)) }

    /// Sends a ping of at most 125 bytes. Pings for the connection's own keep-alive are sent by themselves.
    /// - Throws: `WebSocketError`: `invalidRequest` when it is too long; else as `send(_:)`.
    public func ping(_ bytes: [UInt8] = []) async throws {
        guard bytes.count <= 125 else { throw channel.error(.invalidRequest) }
        try await channel.send(.ping(bytes))
    }

    /// Sends a close frame after what waits to be sent, and waits for the answer, or until `WebSocketLimits.closeTimeout` is over.
    ///
    /// Cancellation drops the connection. Does nothing more to one that is closed.
    /// - Parameter reason: at most 123 bytes of UTF-8.
    /// - Returns: how it was closed; by the other side, when that was first.
    /// - Throws: `WebSocketError`: `invalidRequest`, or how the connection ended when it was not by a close frame; `CancellationError`.
    @discardableResult
    public func close(_ code: WebSocketCloseCode = .normal, reason: String = "") async throws -> WebSocketClosure {
        guard code.isSendable, reason.utf8.count <= 123 else { throw channel.error(.invalidRequest) }
        return try await channel.close(code, reason)
    }

    /// Ends the connection at once with a TCP reset, without a close frame.
    public func drop() { channel.drop() }
}
