import Foundation
import HTTPSemantics
import Sockets
import Threading

/// Sends bytes as they are, and reads until the server closes.
struct RawClient: Sendable {
    let port: UInt16
    private let thread = ThreadPool(name: "raw-client", threads: 1)

    init(port: UInt16) { self.port = port }

    /// The whole answer to some bytes; what cannot be sent any more because the server has answered and closed is left.
    func answer(to pieces: [[UInt8]]) async throws -> String {
        try await thread.run { [port] in
            let deadline = ContinuousClock.now + .seconds(20)
            let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), deadline: deadline)
            do {
                for piece in pieces { try socket.send(piece.span, yieldsToInput: true, deadline: deadline) }
            } catch {
                // Closed by the server: its answer may still be there.
            }
            var answer: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                var span = buffer.mutableSpan
                guard let count = try? socket.receive(into: &span, deadline: deadline), count > 0 else { break }
                answer += buffer.prefix(count)
            }
            return String(decoding: answer, as: UTF8.self)
        }
    }

    /// Sends bytes and closes.
    func send(andLeave pieces: [[UInt8]]) async throws {
        try await thread.run { [port] in
            let deadline = ContinuousClock.now + .seconds(20)
            let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), deadline: deadline)
            for piece in pieces { try socket.send(piece.span, deadline: deadline) }
        }
    }

    /// A chunk of a chunked body.
    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }
}
