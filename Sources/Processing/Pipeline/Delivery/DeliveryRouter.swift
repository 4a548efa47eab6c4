import Attachments
public import Ledger

/// Which kinds of message there are, and which transport takes each of them.
public struct DeliveryRouter: Sendable {
    private var routes: [MessageKind: any DeliveryRoute] = [:]

    /// Knows no kind yet.
    public init() {}

    /// Registers a kind of message with the transport that takes it. A word can name one kind only.
    public mutating func register<Message: OutgoingMessage>(
        _ message: Message.Type, through transport: @escaping DeliveryTransport<Message>
    ) {
        precondition(routes[Message.kind] == nil, "\(Message.kind.rawValue) is registered twice; give each kind a word of its own")
        routes[Message.kind] = TypedRoute<Message>(transport: transport)
    }

    /// The kinds that are registered.
    public var kinds: Set<MessageKind> { Set(routes.keys) }

    func route(of kind: MessageKind) -> (any DeliveryRoute)? { routes[kind] }
}

/// A kind of message as the dispatcher sees it, whatever its type.
protocol DeliveryRoute: Sendable {
    var persistence: DeliveryPersistence { get }
    func isStillWanted(_ message: OutboxMessage) -> Bool
    /// - Throws: `ImpossibleDelivery`, or what stands in the way now.
    func prepare(_ message: OutboxMessage, from sources: DeliverySources) async throws -> any PreparedDelivery
    func failed(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects
    func impossible(_ message: OutboxMessage, _ cause: ImpossibleDelivery) -> DeliveryEffects
}

/// What one attempt sends.
protocol PreparedDelivery: Sendable {
    var linked: [AttachmentID] { get }
    func send() async -> DeliveryResult
    func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects
}

private struct TypedRoute<Message: OutgoingMessage>: DeliveryRoute {
    let transport: DeliveryTransport<Message>

    var persistence: DeliveryPersistence { Message.persistence }

    func isStillWanted(_ message: OutboxMessage) -> Bool { Message.isStillWanted(message) }

    func prepare(_ message: OutboxMessage, from sources: DeliverySources) async throws -> any PreparedDelivery {
        let outgoing = try await Message(message, payload: try payload(of: message), sources: sources)
        return TypedDelivery(
            delivery: Delivery(
                outgoing, idempotencyKey: message.idempotencyKey, channel: outgoing.channel ?? message.origin?.channel),
            transport: transport)
    }

    private func payload(of message: OutboxMessage) throws(ImpossibleDelivery) -> Message.Payload {
        do {
            return try Message.Payload(stored: message.payload)
        } catch {
            throw ImpossibleDelivery(reason: "What the outbox keeps of the \(Message.kind.rawValue) cannot be read.")
        }
    }

    func failed(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        Message.failed(message, end, context)
    }

    func impossible(_ message: OutboxMessage, _ cause: ImpossibleDelivery) -> DeliveryEffects {
        Message.impossible(message, cause)
    }
}

private struct TypedDelivery<Message: OutgoingMessage>: PreparedDelivery {
    let delivery: Delivery<Message>
    let transport: DeliveryTransport<Message>

    var linked: [AttachmentID] { delivery.message.linked }

    func send() async -> DeliveryResult { await transport(delivery) }

    func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        delivery.message.delivered(message, end, context)
    }
}
