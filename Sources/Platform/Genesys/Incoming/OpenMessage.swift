/// A message of an Open Messaging integration on its way to the customer (`OpenOutboundNormalizedMessage`).
public struct OpenMessage: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case text = "Text"
        case structured = "Structured"
        case receipt = "Receipt"
        case event = "Event"
    }

    /// An end of the channel.
    public struct Party: Sendable, Hashable {
        /// The customer's identifier, or the integration's.
        public let id: String?
        /// `Email`, `Phone` or `Opaque`.
        public let idType: String?
        /// How it is called.
        public let nickname: String?
    }

    /// What the platform says about why something was not delivered.
    public struct Reason: Sendable, Hashable {
        /// Such as `MediaTypeNotAllowed`.
        public let code: String?
        /// A sentence.
        public let message: String?
    }

    /// The platform's identifier; the same message may come several times.
    public let id: String
    /// What it is.
    public let kind: Kind
    /// The integration that it belongs to.
    public let integrationID: String?
    /// Our own identifier, in a receipt for a message of ours.
    public let channelMessageID: String?
    /// The customer.
    public let to: Party
    /// The integration or the agent.
    public let from: Party
    /// When, as RFC 3339.
    public let time: String?
    /// The words.
    public let text: String?
    /// Whether the customer's side wrote it: an echo.
    public let isInbound: Bool
    /// `Human` or `Bot`.
    public let originatingEntity: String?
    /// The conversation.
    public let conversationID: String?
    /// Its files, in order.
    public let attachments: [MessageAttachment]
    /// The kinds of its content, in order: `Attachment`, `Card`, `QuickReply` and so on.
    public let contentTypes: [String]
    /// Of an event: `Typing` and so on.
    public let eventTypes: [String]
    /// Of a receipt: `Published`, `Failed` and so on.
    public let status: String?
    /// Of a receipt.
    public let reasons: [Reason]
    /// Whether it says that it goes to the customer, or names them as its receiver.
    public let isAddressed: Bool
    /// Whether it names a contact as channels' messages do, and the platform's never.
    public let namesContact: Bool

    /// `nil` unless it has a channel, an identifier and one of the kinds.
    init?(_ json: IncomingJSON) {
        let channel = json["channel"]
        guard channel.isObject, let kind = json["type"].text.flatMap(Kind.init),
            let id = json["id"].text ?? channel["messageId"].text
        else { return nil }
        self.id = id
        self.kind = kind
        integrationID = channel["id"].text ?? channel["from"]["id"].text
        channelMessageID = channel["messageId"].text
        to = Party(channel["to"])
        from = Party(channel["from"])
        time = channel["time"].text
        text = json["text"].prose.map(Self.withoutControlCharacters)
        isInbound = json["direction"].text?.lowercased() == "inbound"
        originatingEntity = json["originatingEntity"].text
        conversationID = json["conversationId"].text
        attachments = json["content"].items.compactMap(MessageAttachment.init(content:))
        contentTypes = json["content"].items.compactMap { $0["contentType"].text }
        eventTypes = json["events"].items.compactMap { $0["eventType"].text }
        status = json["status"].text
        reasons = json["reasons"].items.map { Reason(code: $0["code"].text, message: $0["message"].text) }
        isAddressed = json["direction"].text?.lowercased() == "outbound" || to.id != nil
        namesContact = json.first("contact_id", "contactId").value != nil
    }

    /// Channels are not made to take them, and an event is never refused for its words.
    private static func withoutControlCharacters(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 && !"\t\r\n".unicodeScalars.contains(scalar) || scalar.value == 0x7f
            clean.append(isControl ? "\u{fffd}" : scalar)
        }
        return String(clean)
    }
}

extension OpenMessage.Party {
    /// Some senders spell `nickName`.
    fileprivate init(_ json: IncomingJSON) {
        self.init(id: json["id"].text, idType: json["idType"].text, nickname: json.first("nickname", "nickName").text)
    }
}
