import Cards
import JSON
public import Ledger

extension MessageKind {
    /// What became of a card, for the receiver of reports.
    public static let report = MessageKind(rawValue: "report")
}

/// What became of a card, for the receiver of reports.
public struct OutgoingReport: OutgoingMessage {
    /// `report`
    public static let kind = MessageKind.report
    /// A receiver that is broken must not leave reports behind.
    public static let persistence = DeliveryPersistence.brief
    /// Reports go one after another, so that a slow or broken receiver of theirs never takes more than one delivery's place from the cards.
    private static let lane = "analytics"

    /// The body of the call.
    public let json: String

    /// The body of the call, stored as it is.
    public struct Payload: OutboxPayload, Hashable {
        /// The JSON text.
        public let json: String

        /// Takes a JSON text.
        public init(json: String) { self.json = json }
        /// Takes the text as it is.
        public init(stored: String?) { json = stored ?? "" }
        /// The text.
        public var stored: String? { json }
    }

    /// Describes a report.
    public init(json: String) { self.json = json }

    /// Takes the text as it was stored.
    public init(_ message: OutboxMessage, payload: Payload, sources: DeliverySources) async throws { self.init(json: payload.json) }

    /// One for each card.
    static func queued(_ messageID: String, _ report: JSON) -> NewMessage {
        let text = String(decoding: report.bytes, as: UTF8.self)
        return queued(key: "card/\(messageID)/report", payload: Payload(json: text), lane: lane)
    }
}
