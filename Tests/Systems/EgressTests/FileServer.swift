import HTTPClient
import PythonServer

extension FileServer {
    /// One line a request: path, and `Authorization` or `-`.
    func log() async throws -> [String] {
        let answer = try await HTTPClient().send(.init(url: server.url("/log")))
        return String(decoding: answer.body, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// How many bytes of `/huge` have left the server.
    func sent() async throws -> Int {
        let answer = try await HTTPClient().send(.init(url: server.url("/sent")))
        return Int(String(decoding: answer.body, as: UTF8.self)) ?? -1
    }
}
