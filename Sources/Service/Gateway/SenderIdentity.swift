/// Who a message is from, and in which conversation, as its sender says.
///
/// The platform refuses what is refused here, but by then the sender has been told that the file is on its way.
struct SenderIdentity: Sendable, Hashable {
    let contactID: String
    let conversationID: String?
    /// The sender's own identifier for the message.
    let messageID: String?

    /// UTF-8 bytes of an identifier; the platform takes 1024 characters.
    static let maximumBytes = 1024

    /// - Parameter scope: what an upload token fixes. It counts where the sender says nothing; saying something else is refused.
    /// - Throws: `UploadError` when the contact is missing, one of them cannot be an identifier, or is not the token's.
    init(
        contactID: String?, conversationID: String?, messageID: String?, within scope: UploadScope = .policy
    ) throws(UploadError) {
        let contactID = try Self.settle(contactID, fixed: scope.contactID, field: "contact_id")
        let conversationID = try Self.settle(conversationID, fixed: scope.conversationID, field: "conversation_id")
        guard let contactID, !contactID.allSatisfy(\.isWhitespace) else { throw .noContact }
        try Self.check(contactID, field: "contact_id")
        if let conversationID { try Self.check(conversationID, field: "conversation_id") }
        if let messageID { try Self.check(messageID, field: "message_id") }
        self.contactID = contactID
        self.conversationID = conversationID.flatMap { $0.isEmpty ? nil : $0 }
        self.messageID = messageID.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether a text can be an identifier, or be left empty.
    static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count <= maximumBytes && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static func settle(_ given: String?, fixed: String?, field: String) throws(UploadError) -> String? {
        guard let fixed, let given, !given.isEmpty else { return fixed ?? given }
        guard given == fixed else { throw .notTheTokens(field) }
        return fixed
    }

    private static func check(_ identifier: String, field: String) throws(UploadError) {
        guard isIdentifier(identifier) else { throw .notAnIdentifier(field: field, maximumBytes: maximumBytes) }
    }
}
