import HTTPSemantics
import HTTPServer
import JSON
import Lifecycle
import Synchronization

/// The shop's side of its channel: takes what agents answer, as the gateway passes it on. Open while a scene needs it.
final class ChannelStub: RequestHandler {
    /// What was passed on, and whether its signature is right.
    struct Delivery: Sendable {
        let message: JSON
        let isSigned: Bool
    }

    private let deliveries = Mutex<[Delivery]>([])

    /// Is open for as long as the body runs.
    static func open(on demo: DemoEnvironment, _ body: @escaping @Sendable (ChannelStub) async throws -> Void) async throws {
        let channelStub = ChannelStub()
        var configuration = HTTPServer.Configuration()
        configuration.port = demo.shopPort
        let server = try HTTPServer(configuration)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(channelStub, until: stop) }
            defer { stop.trigger() }
            try await body(channelStub)
        }
    }

    func handle(_ request: Request) -> RequestHandling {
        .collect(limit: 1_000_000) { [self] body in
            let given = request.fields[Signature.field]
            guard let message = try? JSON(parsing: body) else { return Response(status: 400) }
            let isSigned = (try? Signature.of(body, DemoEnvironment.postSecret)) == given
            deliveries.withLock { $0.append(Delivery(message: message, isSigned: isSigned)) }
            return Response(status: 204)
        }
    }

    /// The agent's message of this text to a customer, waited for.
    func delivery(_ text: String, to customer: Customer) async throws -> Delivery {
        try await Wait.until("the shop has '\(text)'", atMost: .seconds(20)) { find(text, customer) != nil }
        return find(text, customer) ?? Delivery(message: .null, isSigned: false)
    }

    /// Whether such a message has come so far.
    func has(_ text: String, to customer: Customer) -> Bool { find(text, customer) != nil }

    private func find(_ text: String, _ customer: Customer) -> Delivery? {
        deliveries.withLock { deliveries in
            deliveries.first {
                $0.message["text"].string == text && $0.message["channel"]["to"]["id"].string == customer.contact
            }
        }
    }
}
