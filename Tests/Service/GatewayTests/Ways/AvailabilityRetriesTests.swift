import Egress
import HTTPClient
import PythonServer
import Sockets
import Testing

@testable import Gateway

struct AvailabilityRetriesTests {
    private func error(_ answer: String) async throws -> EgressError {
        let files = try await FileServer()
        var rules = EgressGuard.Configuration()
        rules.allowsPlainHTTP = true
        rules.ports = nil
        rules.allowPrivate = [AddressBlock("127.0.0.0/8")].compactMap(\.self)
        let downloader = Downloader(EgressGuard(rules), http: HTTPClient())
        return try #require(
            await #expect(throws: EgressError.self) {
                try await downloader.download(Download(url: files.url("/status?\(answer)"), maximumBytes: 10)) { _ in }
            })
    }

    @Test func endsForAFileThatDoesNotCome() async throws {
        let missing = try await error("code=404")
        var retries = AvailabilityRetries()
        let pauses = (0..<6).map { _ in retries.pause(after: missing, left: .seconds(60)) }
        #expect(pauses == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), nil, nil])
    }

    @Test func waitsNoLongerThanThereIsTime() async throws {
        let busy = try await error("code=503&wait=5")
        var retries = AvailabilityRetries()
        #expect(retries.pause(after: busy, left: .seconds(6)) == .seconds(5))
        #expect(retries.pause(after: busy, left: .seconds(5)) == nil)
    }

    @Test func neverAsksAtOnce() async throws {
        let busy = try await error("code=202&wait=0")
        var retries = AvailabilityRetries()
        #expect(retries.pause(after: busy, left: .seconds(60)) == AvailabilityRetries.shortestPause)
    }
}
