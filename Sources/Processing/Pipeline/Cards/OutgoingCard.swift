public import Cards
public import JSON
public import Ledger

extension MessageKind {
    /// A card for the customer.
    public static let card = MessageKind(rawValue: "card")
}

/// A card for the customer, as it lies in the outbox and as it is sent.
public struct OutgoingCard: OutgoingMessage, OutboxPayload, Hashable {
    /// `card`
    public static let kind = MessageKind.card
    /// Later nobody waits for it any more.
    public static let persistence = DeliveryPersistence.brief

    /// What the customer sees.
    public let card: CardMessage
    /// How it gets there.
    public let way: Way
    /// The customer, where the sender named one.
    public let contactID: String?

    /// The ways that a card can go.
    public enum Way: Sendable, Hashable {
        /// The tutorials' guest endpoint.
        case guest
        /// Pushed to a configured channel's own client.
        case channel(String)
        /// As a bot's answer that comes later: what the platform is told besides the card.
        case bot(JSON)
    }

    /// Addresses a card.
    public init(_ card: CardMessage, way: Way, contactID: String? = nil) {
        self.card = card
        self.way = way
        self.contactID = contactID
    }

    /// As it is stored.
    public var stored: String? {
        var members = [JSON.Member("card", card.json)]
        switch way {
        case .guest: break
        case .channel(let name): members.append(.init("channel", .string(name)))
        case .bot(let reply): members.append(.init("bot", reply))
        }
        if let contactID { members.append(.init("contactId", .string(contactID))) }
        return String(decoding: JSON.object(members).bytes, as: UTF8.self)
    }

    /// The message for the outbox.
    public var message: NewMessage {
        // Names hold no slash, so that nothing else of the outbox has this key.
        Self.queued(key: Self.keyPrefix + card.messageID, payload: self, lane: lane)
    }

    static let keyPrefix = "card/"

    /// Cards of one conversation go in their order.
    var lane: String { "card/\(card.conversationID ?? card.messageID)" }

    /// Requests are less deep than what is stored of them.
    private static let maximumDepth = 64

    /// Reads what was stored.
    ///
    /// - Throws: `JSONError`, or `ImpossibleDelivery` when the JSON is no card.
    public init(stored: String?) throws {
        let json = try JSON(parsing: Array((stored ?? "").utf8), limits: JSONLimits(depth: Self.maximumDepth))
        guard let card = json["card"].flatMap(CardMessage.init) else {
            throw ImpossibleDelivery(reason: "The outbox keeps no card.")
        }
        self.card = card
        way = json["bot"].map { .bot($0) } ?? json["channel"]?.string.map { .channel($0) } ?? .guest
        contactID = json["contactId"]?.string
    }

    /// Takes the card as it was stored.
    public init(_ message: OutboxMessage, payload: OutgoingCard, sources: DeliverySources) async throws { self = payload }

    /// The configured channel that it belongs to.
    public var channel: String? { if case .channel(let name) = way { name } else { nil } }

    /// The card was sent.
    public func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        effects(.sent, end.summary, end.latency, context)
    }

    /// The card has failed.
    public static func failed(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        let cause = ImpossibleDelivery(reason: end.detail)
        return (try? OutgoingCard(stored: message.payload))?.effects(.failed, end.detail, end.latency, context)
            ?? impossible(message, cause)
    }

    /// The card has failed; its key has its name.
    public static func impossible(_ message: OutboxMessage, _ cause: ImpossibleDelivery) -> DeliveryEffects {
        guard message.idempotencyKey.hasPrefix(keyPrefix) else { return DeliveryEffects() }
        let name = String(message.idempotencyKey.dropFirst(keyPrefix.count))
        return DeliveryEffects(card: CardEnding(messageID: name, state: .failed, detail: cause.reason, latency: nil))
    }

    /// A card that has ended is accounted for in the transaction that takes it out of the outbox.
    private func effects(
        _ state: CardState, _ detail: String, _ latency: Duration?, _ context: DeliveryContext
    ) -> DeliveryEffects {
        DeliveryEffects(
            card: CardEnding(messageID: card.messageID, state: state, detail: detail, latency: latency),
            messages: context.cards.messages(self, state, detail, latency: latency, at: context.time),
            audit: context.cards.entry(.init(card), state, detail, latency: latency, by: "dispatcher", at: context.time))
    }
}
