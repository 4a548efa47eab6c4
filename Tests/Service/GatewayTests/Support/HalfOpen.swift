import HTTPSemantics
import Sockets
import Threading

/// A connection on which a request was begun, and which is held open.
final class HalfOpen: Sendable {
    private let socket: StreamSocket
    private let thread = ThreadPool<Void>(name: "half-open", threads: 1)

    /// Connects and sends bytes; what cannot be sent because the server has answered and closed is left.
    init(port: UInt16, _ bytes: [UInt8]) async throws {
        let thread = thread
        socket = try await thread.run {
            let deadline = ContinuousClock.now + .seconds(20)
            let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), deadline: deadline)
            _ = try? socket.send(bytes.span, yieldsToInput: true, deadline: deadline)
            return socket
        }
    }

    /// Sends more.
    func send(_ bytes: [UInt8]) async throws {
        try await thread.run { [socket] in
            _ = try socket.send(bytes.span, yieldsToInput: true, deadline: .now + .seconds(20))
        }
    }

    /// The beginning of the answer; waits for it.
    func answer() async throws -> String {
        try await thread.run { [socket] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            var span = buffer.mutableSpan
            let count = try socket.receive(into: &span, deadline: .now + .seconds(20))
            return String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }

    /// Breaks the request off.
    func close() async { socket.interrupt() }

    /// A request with an invented signature: its head, and as much of its body as is given.
    static func forged(_ path: String, type: String = "text/plain", length: Int?, body: [UInt8] = []) -> [UInt8] {
        let framing = length.map { "Content-Length: \($0)" } ?? "Transfer-Encoding: chunked"
        let signature = "sha256=" + String(repeating: "ab", count: 32)
        let head =
            "POST \(path) HTTP/1.1\r\nHost: a\r\nX-Hub-Signature-256: \(signature)\r\nContent-Type: \(type)\r\n\(framing)\r\n\r\n"
        return Array(head.utf8) + body
    }
}
