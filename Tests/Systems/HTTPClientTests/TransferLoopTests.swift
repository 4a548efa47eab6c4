import PythonServer
import Testing

@testable import HTTPClient

struct TransferLoopTests {
    @Test func endsItsThreadWithTheClient() async throws {
        let server = try await testServer()
        var client: HTTPClient? = HTTPClient()
        _ = try await client?.send(.init(url: server.url("/echo")))
        weak let loop = client?.loop
        #expect(loop != nil)
        client = nil
        let deadline = ContinuousClock.now + .seconds(10)
        while loop != nil, ContinuousClock.now < deadline { await Task.yield() }
        #expect(loop == nil)
    }
}
