import Attachments
public import Pipeline

extension OutgoingNotice: OpenMessagingMessage {
    /// A text to the customer. A customer who sent a file to the platform directly does not know that there is a gateway, and the
    /// tutorials' words are the same for all.
    public func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        let isTutorial = configuration.routes.set == .tutorial
        let message = CustomerText(
            contactID: isTutorial ? attachment.contactID ?? "" : try Contact.required(attachment.contactID),
            conversationID: attachment.conversationID,
            text: isTutorial || attachment.isAtThePlatform ? "File rejected: \(text)" : text)
        return OpenMessagingCall(try message.order(configuration), "Told the customer.")
    }

    /// Events of the platform name the conversation, not the customer: whom a notice goes to is asked for.
    public func addressed(by client: PlatformClient) async throws -> OutgoingNotice {
        guard attachment.contactID == nil, client.configuration.routes.set == .platform,
            let conversation = attachment.conversationID
        else { return self }
        let customer = try await client.send(ConversationFetch(conversationID: conversation)).customer
        if let type = customer?.type, type != "open" { throw UnreachableCustomer(type: type) }
        return OutgoingNotice(attachment.from(contact: customer?.address), text: text)
    }
}

extension Attachment {
    /// The same, from a contact who is known now.
    fileprivate func from(contact: String?) -> Attachment {
        Attachment(
            id: id, state: state, source: source, conversationID: conversationID, contactID: contact, messageID: messageID,
            partOf: partOf, file: file, verdict: verdict, createdAt: createdAt, updatedAt: updatedAt)
    }
}
