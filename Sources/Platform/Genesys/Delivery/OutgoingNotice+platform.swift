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
    public func send(_ delivery: Delivery<OutgoingNotice>, by platform: PlatformTransport) async throws -> DeliveryResult {
        guard attachment.contactID == nil, platform.isPlatform, let conversation = attachment.conversationID else {
            return try await call(delivery, by: platform)
        }
        let address = try await platform.client.address(ofCustomerOf: attachment, in: conversation)
        let answer = try await platform.client.sendTraced(ConversationNotice(to: address, text: "File rejected: \(text)"))
        return .delivered(remoteID: answer.answer, "Told the customer.", correlation: answer.correlationID)
    }
}
