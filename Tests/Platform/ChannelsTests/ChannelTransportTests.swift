import Attachments
import Cards
import Crypto
import Foundation
import HTTPClient
import HTTPSemantics
import HTTPServer
import JSON
import Lifecycle
import Observability
import Pipeline
import Signatures
import Synchronization
import Testing

@testable import Channels

@Suite struct ChannelTransportTests {
    @Test func signsWhatItSendsSoThatTheChannelCanCheckIt() async throws {
        try await withShop { shop, transport in
            let answer = await transport.deliver(try Self.delivery())
            #expect(answer == .delivered(remoteID: nil, detail: "The channel has taken it."))
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
        try await withShop(status: status) { _, transport in
            let ending: String? =
                switch await transport.deliver(try Self.delivery()) {
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
        let answer = await ChannelTransport(channels, http: HTTPClient()).deliver(try Self.delivery())
        guard case .later = answer else {
            Issue.record("The transport gave \(answer).")
            return
        }
    }

    @Test func refusesAChannelThatOnlySends() async throws {
        let channels = LiveChannels(
            ["shop": Channel(integrationID: "integration-1", secrets: ChannelSecrets(shared: [Self.secret]), outboundURL: nil)],
            webhookSecrets: [])
        let answer = await ChannelTransport(channels, http: HTTPClient()).deliver(try Self.delivery())
        guard case .refused(let reason) = answer else {
            Issue.record("The transport gave \(answer).")
            return
        }
        #expect(reason.contains("outboundURL"))
    }

    @Test func pushesACardAsTheMessageThatThePlatformWouldSend() async throws {
        try await withShop { shop, transport in
            let text = #"{"messageId":"m-1","conversationId":"c","templateId":"t","fields":{"title":"Hi"}}"#
            let card = try CardBuilder().prepare(try JSON(parsing: Array(text.utf8))) { "new" }.message
            let outgoing = OutgoingCard(card, way: .channel("shop"), contactID: "anna")
            let answer = await transport.deliver(Delivery(outgoing, idempotencyKey: "card/m-1", channel: "shop"))
            #expect(answer == .delivered(remoteID: nil, detail: "The channel has taken it."))
            let received = try #require(shop.received.first)
            #expect(received.fields["Idempotency-Key"] == "card/m-1")
            let check = try HubSignature(secrets: [Self.secret]).check(
                received.fields.values(of: HubSignature.fieldName), of: received.body)
            #expect(check == .valid)
            let body = try JSON(parsing: received.body)
            #expect(body["id"] == "m-1" && body["type"] == "Structured" && body["conversationId"] == "c")
            #expect(body["channel"]?["to"]?["id"] == "anna" && body["channel"]?["from"]?["id"] == "integration-1")
            #expect(body["content"]?.array?.first?["card"]?["title"] == "Hi")
        }
    }

    @Test func signsReportsByStandardWebhooks() async throws {
        let secret = Secret("a-secret-of-the-receiver")
        try await withShop { shop, _ in
            let url = try #require(URL(string: "http://127.0.0.1:\(shop.port)/reports"))
            let transport = ReportTransport(to: url, signatures: StandardWebhooks(secrets: [secret]), http: HTTPClient())
            for _ in 0..<2 {
                let delivery = Delivery(
                    OutgoingReport(json: #"{"event":"card_render_success"}"#), idempotencyKey: "card/m.1/report")
                #expect(
                    await transport.deliver(delivery) == .delivered(remoteID: nil, detail: "The receiver of reports has taken it."))
            }
            #expect(Set(shop.received.map { $0.fields[StandardWebhooks.FieldName.id] }) == ["msg_card/m_1/report"])
            for received in shop.received {
                let signatures = try #require(StandardWebhooks(secrets: [secret]))
                #expect(try signatures.check(received.fields, of: received.body, now: Date()) == .valid)
                #expect(received.body == Array(#"{"event":"card_render_success"}"#.utf8))
            }
        }
    }

    // MARK: The shop

    private static let secret = Secret("a-secret-of-the-shop")

    private static func channels(port: UInt16) -> LiveChannels {
        let url = URL(string: "http://127.0.0.1:\(port)/messages")
        return LiveChannels(
            [
                "shop": Channel(
                    integrationID: "integration-1", secrets: ChannelSecrets(inbound: [], events: [], outbound: [secret]),
                    outboundURL: url)
            ], webhookSecrets: [])
    }

    private static func delivery() throws -> Delivery<OutgoingForward> {
        try Delivery(
            OutgoingForward(
                Samples.message(), files: [Samples.file(1, state: .released), Samples.file(2, state: .released)]),
            idempotencyKey: "key-1", channel: "shop")
    }

    /// A channel's own system, which notes what it gets.
    private final class Shop: RequestHandler {
        struct Received: Sendable {
            let fields: HTTPFields
            let body: [UInt8]
        }

        private let status: Int
        private let bound = Mutex<UInt16>(0)
        private let notes = Mutex<[Received]>([])

        init(status: Int) { self.status = status }

        var port: UInt16 {
            get { bound.withLock { $0 } }
            set { bound.withLock { $0 = newValue } }
        }

        var received: [Received] { notes.withLock { $0 } }

        func handle(_ request: Request) -> RequestHandling {
            .collect(limit: 1 << 20) { [self] body in
                notes.withLock { $0.append(Received(fields: request.fields, body: body)) }
                return Response(status: status, fields: status == 429 ? ["Retry-After": "7"] : [:])
            }
        }
    }

    private func withShop(status: Int = 200, _ body: @Sendable (Shop, ChannelTransport) async throws -> Void) async throws {
        let shop = Shop(status: status)
        var settings = HTTPServer.Configuration()
        settings.port = 0
        settings.threads = 1
        let server = try HTTPServer(settings)
        shop.port = server.boundPort
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(shop, until: stop) }
            defer { stop.trigger() }
            try await body(shop, ChannelTransport(Self.channels(port: server.boundPort), http: HTTPClient()))
        }
    }
}
