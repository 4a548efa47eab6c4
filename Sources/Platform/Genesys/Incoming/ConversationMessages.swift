/// The messages of a conversation, as an event of the topics `…conversations.messages` and `…conversations` or
/// `GET /api/v2/conversations/messages/{id}` lists them.
///
/// Each event repeats the whole list: who works on it remembers what has been done.
public struct ConversationMessages: Sendable, Hashable {
    /// One message.
    public struct Message: Sendable, Hashable {
        /// The platform's identifier.
        public let id: String
        /// Whose message it is.
        public let participantID: String
        /// The communication that it belongs to, where the event tells.
        public let communicationID: String?
        /// Whether it has a file: the message itself has to be fetched for where the file is.
        public var hasAttachment: Bool { attachmentCount > 0 }
        /// How many files the event speaks of.
        public let attachmentCount: Int
        /// Files that the event names; the platform is giving this member up.
        public let media: [MessageAttachment]
        /// Such as `received`; `sent` for what agents write.
        public let status: String?
    }

    /// One side of a conversation.
    public struct Participant: Sendable, Hashable {
        /// The platform's identifier.
        public let id: String
        /// `customer`, `agent`, `acd`, `workflow` and so on.
        public let purpose: String?
        /// Such as `connected`.
        public let state: String?
        /// The customer's address on the channel.
        public let address: String?
        /// Such as `open` or `webmessaging`.
        public let type: String?
        /// What scripts and flows see.
        public let attributes: [String: String]
        /// The contact that it is known as.
        public let externalContactID: String?
    }

    /// The conversation.
    public let conversationID: String
    /// Who takes part.
    public let participants: [Participant]
    /// Everybody's messages, by participant and then in order.
    public let messages: [Message]

    /// Whose attributes the agents' scripts read.
    public var customer: Participant? { participants.first { $0.purpose == "customer" } }

    init?(_ json: IncomingJSON) {
        guard let id = json["id"].text else { return nil }
        conversationID = id
        let sides = json["participants"].items
        participants = sides.compactMap(Participant.init)
        messages = Array(sides.flatMap(Self.messages).prefix(IncomingJSON.maximumItems))
    }

    /// In `v2.users.{id}.conversations` what stands in `messages` are communications, with the messages one level below.
    private static func messages(of side: IncomingJSON) -> [Message] {
        guard let participant = side["id"].text else { return [] }
        return side["messages"].items.flatMap { entry in
            let inner = entry["messages"].items
            return inner.isEmpty
                ? [Message(entry, participant, nil)].compactMap(\.self)
                : inner.compactMap { Message($0, participant, entry["id"].text) }
        }
    }
}

extension ConversationMessages.Message {
    fileprivate init?(_ json: IncomingJSON, _ participant: String, _ communication: String?) {
        guard let id = json["message"]["id"].text ?? json["messageId"].text else { return nil }
        self.id = id
        participantID = participant
        communicationID = communication
        media = json["media"].items.compactMap(MessageAttachment.init(media:))
        attachmentCount = max(
            media.count, json["messageMetadata"]["content"].items.count { $0["contentType"].text == "Attachment" })
        status = json["messageStatus"].text
    }
}

extension ConversationMessages.Participant {
    fileprivate init?(_ json: IncomingJSON) {
        guard let id = json["id"].text else { return nil }
        self.id = id
        purpose = json["purpose"].text
        state = json["state"].text
        address = json["address"].text
        type = json["type"].text
        attributes = json["attributes"].texts
        externalContactID = json["externalContact"]["id"].text ?? json["externalContactId"].text
    }
}
