import Foundation
import HTTPClient
import Observability
import Pipeline
import PythonServer
import Synchronization
import Testing

@testable import Genesys

/// What is shared by the calls of one client.
struct PlatformClientTests {
    let text = CustomerText(contactID: "user-1", conversationID: nil, text: "Hello")

    func configuration(_ platform: StandInPlatform, _ limits: CallLimits = CallLimits()) -> GenesysConfiguration {
        var configuration = Samples.configuration(host: platform.server.url(""))
        configuration.limits = limits
        return configuration
    }

    /// A clock that is moved by hand.
    final class Clock: Sendable {
        private let instant = Mutex(ContinuousClock.now)
        func now() -> ContinuousClock.Instant { instant.withLock { $0 } }
        func advance(_ duration: Duration) { instant.withLock { $0 += duration } }
    }

    func failure(_ client: PlatformClient) async throws -> GenesysError {
        try #require(await #expect(throws: GenesysError.self) { try await client.send(text) })
    }

    @Test func sendsNothingWhileThePlatformTakesNothing() async throws {
        let platform = try await StandInPlatform(["429"])
        let clock = Clock()
        let client = PlatformClient(configuration(platform), http: HTTPClient(), instant: { clock.now() })
        #expect(try await failure(client).retryAfter == .seconds(42))
        clock.advance(.seconds(2))
        let second = try await failure(client)
        #expect(second.code == .keptBack && second.retryAfter == .seconds(40) && second.description.contains("not sent"))
        #expect(try await platform.seen().calls.count == 1)
        clock.advance(.seconds(40))
        #expect(try await client.send(text) == "message-1")
        #expect(try await platform.seen().calls.count == 2)
    }

    @Test func sendsNoMoreThanItsBudget() async throws {
        let platform = try await StandInPlatform()
        let clock = Clock()
        let limits = CallLimits(callsPerMinute: 20)
        let client = PlatformClient(configuration(platform, limits), http: HTTPClient(), instant: { clock.now() })
        let copy = client
        _ = try await (client.send(text), copy.send(text))
        #expect(try await failure(copy).code == .keptBack)
        #expect(try await platform.seen().calls.count == 2)
    }

    @Test func leavesAPlatformThatIsDownAloneForAWhile() async throws {
        let platform = try await StandInPlatform(["503", "reset", "reset", "500"])
        let clock = Clock()
        let limits = CallLimits(failuresBeforePause: 3, pause: .seconds(10))
        let client = PlatformClient(configuration(platform, limits), http: HTTPClient(), instant: { clock.now() })
        for _ in 0..<3 {
            #expect(try await failure(client).code == .unavailable)
            clock.advance(.seconds(60))
        }
        let before = try await platform.seen().calls.count
        clock.advance(.seconds(-59))
        let kept = try await failure(client)
        #expect(kept.code == .keptBack && kept.description.contains("not sent") && kept.isRetryable)
        #expect(try await platform.seen().calls.count == before)
    }

    @Test func tellsTheLogOfEachAttempt() async throws {
        let platform = try await StandInPlatform(["400"])
        let lines = Mutex<[String]>([])
        let log = Logger(level: .debug, format: .json) { line in lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        let client = PlatformClient(configuration(platform), http: HTTPClient(), log: log)
        _ = try await failure(client)
        let line = try #require(lines.withLock { $0.first })
        #expect(line.contains("correlation-1") && line.contains("notice") && line.contains("400"))
        #expect(!line.contains("token-1") && !line.contains("Hello"))
    }

    @Test func tellsTheTimelineOfASuccess() async throws {
        let platform = try await StandInPlatform()
        let client = PlatformClient(configuration(platform), http: HTTPClient())
        let text = CustomerText(contactID: "user-1", conversationID: nil, text: "trace")
        #expect(try await client.sendTraced(text) == ("message-1", "correlation-0"))
        let answer = try await PlatformTransport(client, read: { _ in [] }).deliver(Samples.noticeDelivery(text: "trace"))
        #expect(answer == .delivered(remoteID: "message-1", detail: "Told the customer. Correlation id correlation-0."))
    }

    @Test func givesItsTokenBackWhereThatIsConfigured() async throws {
        let platform = try await StandInPlatform()
        var configuration = configuration(platform)
        let keeping = PlatformClient(configuration, http: HTTPClient())
        try await keeping.authenticate()
        await keeping.close()
        #expect(try await platform.seen().calls.isEmpty)
        configuration.revokesTokenAtEnd = true
        let client = PlatformClient(configuration, http: HTTPClient())
        await client.close()
        try await client.authenticate()
        await client.close()
        await client.close()
        let calls = try await platform.seen().calls
        #expect(calls.map(\.path) == ["/api/v2/tokens/me"] && calls.map(\.authorization) == ["Bearer token-2"])
    }
}
