import Foundation
import WebSocket

/// Plays every case that Autobahn's fuzzing server offers, and has it write its report.
@main
struct AutobahnClient {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first ?? "9001"
        let base = "ws://127.0.0.1:\(port)"
        var configuration = WebSocketClient.Configuration()
        configuration.limits.maximumMessageBytes = 32 << 20
        configuration.limits.maximumUnsentBytes = 64 << 20
        let client = WebSocketClient(configuration)
        let count = try await caseCount(client, base)
        for number in 1...max(1, count) {
            await play(client, "\(base)/runCase?case=\(number)&agent=lazaret")
        }
        let report = try await client.connect(to: "\(base)/updateReports?agent=lazaret")
        for try await _ in report {}
        print("\(count) cases played")
    }

    /// The server may still be starting.
    private static func caseCount(_ client: WebSocketClient, _ base: String) async throws -> Int {
        for _ in 0..<100 {
            do {
                let connection = try await client.connect(to: "\(base)/getCaseCount")
                var messages = connection.makeAsyncIterator()
                guard case .text(let text) = try await messages.next(), let count = Int(text) else { break }
                return count
            } catch let error as WebSocketError where error.code == .unreachable {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
        throw NoServer()
    }

    private static func play(_ client: WebSocketClient, _ url: String) async {
        do {
            let connection = try await client.connect(to: url)
            for try await message in connection { try await connection.send(message) }
        } catch {
            // What became of the case is the server's to say.
        }
    }

    struct NoServer: Error {}
}
