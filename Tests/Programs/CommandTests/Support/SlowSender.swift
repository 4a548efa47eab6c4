import Sockets
import Threading

/// Sends an upload in two halves.
final class SlowSender: Sendable {
    private static let half = String(repeating: "Good morning. ", count: 2000)

    private let socket: StreamSocket
    private let thread = ThreadPool(name: "slow-sender", threads: 1)

    init(_ gateway: RunningGateway) async throws {
        let port = gateway.port
        let head = """
            POST /upload?contact_id=customer-1&filename=slow.txt HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer \(RunningGateway.key)\r
            Content-Type: text/plain\r
            Content-Length: \(2 * Self.half.utf8.count)\r
            \r\n
            """
        socket = try await thread.run {
            let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), deadline: .now + .seconds(10))
            try socket.send(Array((head + Self.half).utf8).span, deadline: .now + .seconds(10))
            return socket
        }
    }

    /// Sends the second half and gives the answer, or what there is of it.
    func finish() async throws -> String {
        try await thread.run { [socket] in
            try socket.send(Array(Self.half.utf8).span, deadline: .now + .seconds(10))
            return try Self.answer(from: socket)
        }
    }

    private static func answer(from socket: StreamSocket) throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while true {
            var span = buffer.mutableSpan
            let count = try socket.receive(into: &span, deadline: .now + .seconds(20))
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
