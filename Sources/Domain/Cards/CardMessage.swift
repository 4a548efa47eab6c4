public import JSON

/// A finished card on its way: checked, cleaned, and complete, so that sending it needs nothing else. Lies in an outbox as JSON.
public struct CardMessage: Sendable, Hashable, Codable {
    /// Names the card everywhere; the idempotency key of its sending.
    public let messageID: String
    /// The conversation that it goes into; `nil` when the request named none.
    public let conversationID: String?
    /// What it was built from.
    public let templateID: String?
    /// The channel whose limits it keeps; `nil`: the general ones.
    public let channel: String?
    /// The body of the tutorial's form: `messageId`, `templateMatrix`, `dynamicFields`, `components`.
    public let tutorial: JSON
    /// The body of the platform's form: `type` `Structured`, `text`, `content`.
    public let structured: JSON

    private enum CodingKeys: String, CodingKey {
        case messageID = "messageId"
        case conversationID = "conversationId"
        case templateID = "templateId"
        case channel
        case tutorial = "card"
        case structured = "message"
    }

    /// Reads what ``json`` wrote; `nil` when it is something else.
    public init?(json: JSON) {
        guard let messageID = json["messageId"]?.string, let tutorial = json["card"], let structured = json["message"] else {
            return nil
        }
        self.init(
            messageID: messageID, conversationID: json["conversationId"]?.string, templateID: json["templateId"]?.string,
            channel: json["channel"]?.string, tutorial: tutorial, structured: structured)
    }

    init(
        messageID: String, conversationID: String?, templateID: String?, channel: String?, tutorial: JSON, structured: JSON
    ) {
        self.messageID = messageID
        self.conversationID = conversationID
        self.templateID = templateID
        self.channel = channel
        self.tutorial = tutorial
        self.structured = structured
    }

    /// The message as JSON, its members named as in its coded form.
    public var json: JSON {
        var members = [JSON.Member("messageId", .string(messageID))]
        for (name, value) in [("conversationId", conversationID), ("templateId", templateID), ("channel", channel)] {
            if let value { members.append(.init(name, .string(value))) }
        }
        return .object(members + [.init("card", tutorial), .init("message", structured)])
    }
}
