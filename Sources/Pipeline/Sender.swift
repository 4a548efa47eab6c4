public import Attachments
import Foundation
import ObjectStore

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

    func attachment(_ file: IncomingFile, stored: StoredObject, partOf message: MessageID? = nil, at time: Date) -> Attachment {
        Attachment(
            id: file.id, source: source, conversationID: conversationID, contactID: contactID, messageID: messageID,
            partOf: message,
            file: FileFacts(
                name: file.name.description, size: stored.size, sha256: stored.sha256, claimedType: file.claimedType),
            createdAt: time)
    }
}

extension ConversationMessage {
    /// Who sent the message's files.
    var sender: Sender {
        Sender(source: source, conversationID: conversationID, contactID: contactID, messageID: externalID)
    }
}
