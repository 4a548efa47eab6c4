public import Cards
public import Foundation
public import JSON
public import Ledger

extension MessageKind {
    /// A button that a customer chose on a channel, for the platform.
    public static let click = MessageKind(rawValue: "click")
}

/// A button that a customer chose on one of our channels, on its way to the platform.
public struct OutgoingClick: OutgoingMessage, OutboxPayload, Hashable {
    /// `click`
    public static let kind = MessageKind.click

    /// The configured channel.
    public let channel: String?
    /// The body of the platform's `structured/response`.
    public let body: JSON

    /// Describes a click.
    ///
    /// - Parameters:
    ///   - messageID: the channel's own name for it: the platform takes one of a name once.
    ///   - time: when it was made.
    public init(_ click: ButtonClick, channel: String, contactID: String, messageID: String?, time: Date) {
        self.channel = channel
        var members: [JSON.Member] = [
            .init("from", ["id": .string(contactID), "idType": "Opaque"]),
            .init("time", .string(time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))),
        ]
        if let messageID { members.append(.init("messageId", .string(messageID))) }
        body = click.structuredResponse(channel: .object(members))
    }

    /// The message for the outbox. It goes in order with all that its customer sends.
    ///
    /// - Parameter id: our own name for it.
    public func queued(id: String) -> NewMessage {
        let contact = body["channel"]?["from"]?["id"]?.string ?? ""
        return Self.queued(key: "click/\(id)", payload: self, lane: Sender.lane(of: contact))
    }

    /// As it is stored.
    public var stored: String? {
        let members: [JSON.Member] = [.init("channel", .string(channel ?? "")), .init("body", body)]
        return String(decoding: JSON.object(members).bytes, as: UTF8.self)
    }

    /// Reads what was stored.
    ///
    /// - Throws: `JSONError`, or `ImpossibleDelivery` when the JSON is no click.
    public init(stored: String?) throws {
        let json = try JSON(parsing: Array((stored ?? "").utf8))
        guard let channel = json["channel"]?.string, let body = json["body"] else {
            throw ImpossibleDelivery(reason: "The outbox keeps no click.")
        }
        (self.channel, self.body) = (channel, body)
    }

    /// Takes the click as it was stored.
    public init(_ message: OutboxMessage, payload: OutgoingClick, sources: DeliverySources) async throws { self = payload }
}
