public import Cards
public import JSON
public import Ledger

/// A finished card on its way, as it lies in the outbox.
public struct OutgoingCard: Sendable, Hashable {
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
    var stored: String {
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
        NewMessage(kind: .card, idempotencyKey: Self.keyPrefix + card.messageID, payload: stored, lane: lane)
    }

    static let keyPrefix = "card/"

    /// Cards of one conversation go in their order.
    var lane: String { "card/\(card.conversationID ?? card.messageID)" }

    /// Requests are less deep than what is stored of them.
    private static let maximumDepth = 64

    /// - Throws: `ImpossibleParcel` when the text is none that was stored.
    init(stored: String?) throws(ImpossibleParcel) {
        guard let json = try? JSON(parsing: Array((stored ?? "").utf8), limits: JSONLimits(depth: Self.maximumDepth)),
            let card = json["card"].flatMap(CardMessage.init)
        else { throw ImpossibleParcel(reason: "The card cannot be read.") }
        self.card = card
        way = json["bot"].map { .bot($0) } ?? json["channel"]?.string.map { .channel($0) } ?? .guest
        contactID = json["contactId"]?.string
    }

    /// The configured channel that it belongs to.
    var channel: String? { if case .channel(let name) = way { name } else { nil } }
}
