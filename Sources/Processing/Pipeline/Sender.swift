public import Attachments
import Foundation

/// Who sends a message's files, and into which conversation.
public struct Sender: Sendable, Hashable {
    /// The way in.
    public var source: Attachment.Source
    /// The platform's conversation, when it is known.
    public var conversationID: String?
    /// The customer: the sender of the Open Messaging message.
    public var contactID: String?
    /// The sender's own message, when it has an identifier.
    public var messageID: String?

    /// Names a sender.
    public init(source: Attachment.Source, conversationID: String? = nil, contactID: String? = nil, messageID: String? = nil) {
        self.source = source
        self.conversationID = conversationID
        self.contactID = contactID
        self.messageID = messageID
    }

    /// What a customer sends goes out in the order in which it came, by whichever way.
    var lane: String? { (contactID ?? conversationID).map(Self.lane(of:)) }

    /// The lane of all that comes from a customer.
    public static func lane(of contactID: String) -> String { "from/\(contactID)" }

    func attachment(_ id: AttachmentID, _ file: FileFacts, partOf message: MessageID?, at time: Date) -> Attachment {
        Attachment(
            id: id, source: source, conversationID: conversationID, contactID: contactID, messageID: messageID, partOf: message,
            file: file, createdAt: time)
    }
}

extension ConversationMessage {
    /// Who sent the message's files.
    var sender: Sender {
        Sender(source: source, conversationID: conversationID, contactID: contactID, messageID: externalID)
    }
}
