import Attachments
import Crypto
import Foundation
import HTTPClient
import HTTPSemantics
import HTTPServer
import Lifecycle
import Observability
import Pipeline
import Signatures
import Synchronization
import Testing

@testable import Channels

@Suite struct ChannelCourierTests {
    @Test func signsWhatItSendsSoThatTheChannelCanCheckIt() async throws {
        try await withShop { shop, courier in
            let answer = await courier.deliver(try Self.parcel())
            #expect(answer == .delivered(remoteID: nil, detail: "Passed on to the channel."))
            let received = try #require(shop.received.first)
            #expect(received.fields["Content-Type"] == "application/json")
            #expect(received.fields["Idempotency-Key"] == "key-1")
            let check = try HubSignature(secrets: [Self.secret]).check(
                received.fields.values(of: HubSignature.fieldName), of: received.body)
            #expect(check == .valid)
            #expect(try JSONSerialization.jsonObject(with: Data(received.body)) is [String: Any])
        }
    }

    @Test(
        arguments: [
            (200, nil), (204, nil), (408, "later"), (429, "later"), (500, "later"), (503, "later"), (301, "refused"),
            (400, "refused"),
            (404, "refused"),
        ] as [(Int, String?)])
    func readsTheAnswer(_ status: Int, _ expected: String?) async throws {
        try await withShop(status: status) { _, courier in
            let ending: String? =
                switch await courier.deliver(try Self.parcel()) {
                case .delivered: nil
                case .later(_, let wait): wait == .seconds(7) || status != 429 ? "later" : "too early"
                case .refused: "refused"
                case .notSent, .skipped: "not tried"
                }
            #expect(ending == expected)
        }
    }

    @Test func triesAgainWhenNobodyListens() async throws {
        let channels = Self.channels(port: 1)
        let answer = await ChannelCourier(channels, http: HTTPClient()).deliver(try Self.parcel())
        guard case .later = answer else {
            Issue.record("The courier gave \(answer).")
            return
        }
    }

    @Test func refusesAChannelThatOnlySends() async throws {
        let channels = LiveChannels(
            ["shop": Channel(integrationID: "integration-1", secrets: [Self.secret], outboundURL: nil)], webhookSecrets: [])
        let answer = await ChannelCourier(channels, http: HTTPClient()).deliver(try Self.parcel())
        guard case .refused(let reason) = answer else {
            Issue.record("The courier gave \(answer).")
            return
        }
        #expect(reason.contains("outboundURL"))
    }

    // MARK: The shop

    private static let secret = Secret("a-secret-of-the-shop")

    private static func channels(port: UInt16) -> LiveChannels {
        let url = URL(string: "http://127.0.0.1:\(port)/messages")
        return LiveChannels(
            ["shop": Channel(integrationID: "integration-1", secrets: [secret], outboundURL: url)], webhookSecrets: [])
    }

    private static func parcel() throws -> Parcel {
        try Parcel(
            idempotencyKey: "key-1", channel: "shop",
            contents: .forward(Samples.message(), files: [Samples.file(1, state: .released), Samples.file(2, state: .released)]))
    }

    /// A channel's own system, which notes what it gets.
    private final class Shop: RequestHandler {
        struct Received: Sendable {
            let fields: HTTPFields
            let body: [UInt8]
        }

        private let status: Int
        private let notes = Mutex<[Received]>([])

        init(status: Int) { self.status = status }

        var received: [Received] { notes.withLock { $0 } }

        func receive(_ request: Request) -> Reception {
            .collect(limit: 1 << 20) { [self] body in
                notes.withLock { $0.append(Received(fields: request.fields, body: body)) }
                return Response(status: status, fields: status == 429 ? ["Retry-After": "7"] : [:])
            }
        }
    }

    private func withShop(status: Int = 200, _ body: @Sendable (Shop, ChannelCourier) async throws -> Void) async throws {
        let shop = Shop(status: status)
        var settings = HTTPServer.Configuration()
        settings.port = 0
        settings.threads = 1
        let server = try HTTPServer(settings, handler: shop)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(until: stop) }
            defer { stop.trigger() }
            try await body(shop, ChannelCourier(Self.channels(port: server.boundPort), http: HTTPClient()))
        }
    }
}
