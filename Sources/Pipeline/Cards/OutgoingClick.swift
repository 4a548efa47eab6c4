public import Cards
public import Foundation

/// A button that a customer chose on one of our channels, on its way to the platform.
public struct OutgoingClick: Sendable, Hashable {
    /// The configured channel.
    public let channel: String
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

    /// As it is stored.
    public var stored: String {
        String(decoding: JSON.object([.init("channel", .string(channel)), .init("body", body)]).bytes, as: UTF8.self)
    }

    /// - Throws: `ImpossibleParcel` when the text is none that was stored.
    init(stored: String?) throws(ImpossibleParcel) {
        guard let json = try? JSON(parsing: Array((stored ?? "").utf8)), let channel = json["channel"]?.string,
            let body = json["body"]
        else { throw ImpossibleParcel(reason: "The click cannot be read.") }
        (self.channel, self.body) = (channel, body)
    }
}
