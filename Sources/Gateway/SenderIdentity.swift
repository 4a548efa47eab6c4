/// Who a message is from, and in which conversation, as its sender says.
///
/// The platform refuses what is refused here, but by then the sender has been told that the file is on its way.
struct SenderIdentity: Sendable, Hashable {
    let contactID: String
    let conversationID: String?
    /// The sender's own identifier for the message.
    let messageID: String?

    /// UTF-8 bytes of an identifier; the platform takes 1024 characters.
    private static let maximumBytes = 1024

    /// - Throws: `UploadError` when the contact is missing, or one of them cannot be an identifier.
    init(contactID: String?, conversationID: String?, messageID: String?) throws(UploadError) {
        guard let contactID, !contactID.allSatisfy(\.isWhitespace) else { throw .noContact }
        try Self.check(contactID, field: "contact_id")
        if let conversationID { try Self.check(conversationID, field: "conversation_id") }
        if let messageID { try Self.check(messageID, field: "message_id") }
        self.contactID = contactID
        self.conversationID = conversationID.flatMap { $0.isEmpty ? nil : $0 }
        self.messageID = messageID.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func check(_ identifier: String, field: String) throws(UploadError) {
        let isPlain = identifier.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPlain, identifier.utf8.count <= maximumBytes else {
            throw .notAnIdentifier(field: field, maximumBytes: maximumBytes)
        }
    }
}
