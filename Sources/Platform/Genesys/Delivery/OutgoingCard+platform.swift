import Cards
import JSON
public import Pipeline

extension OutgoingCard: OpenMessagingMessage {
    /// The tutorials' guest message, or a bot's answer.
    public func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        let order =
            switch way {
            case .guest: try GuestCard(card).order(configuration)
            case .bot(let reply): try BotReply(reply).order(configuration)
            case .channel: throw GenesysError(.rejected, "A card for a channel goes to the channel, not to the platform.")
            }
        return OpenMessagingCall(order, "The platform has taken the card.")
    }
}

extension OutgoingTranscript: OpenMessagingMessage {
    /// The words, as a text to the customer.
    public func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        let message = CustomerText(
            contactID: try Contact.required(card.contactID), conversationID: card.card.conversationID,
            text: card.card.structured["text"]?.string ?? "")
        return OpenMessagingCall(try message.order(configuration), "Written into the conversation.")
    }

    /// Where the sender did not name the customer, the platform is asked.
    public func addressed(by client: PlatformClient) async throws -> OutgoingTranscript {
        guard card.contactID == nil, let conversation = card.card.conversationID else { return self }
        let messages = try await client.send(ConversationFetch(conversationID: conversation))
        return OutgoingTranscript(OutgoingCard(card.card, way: card.way, contactID: messages.customer?.address))
    }
}

extension OutgoingClick: OpenMessagingMessage {
    /// The button, as the platform's structured response.
    public func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        OpenMessagingCall(try StructuredResponse(body).order(configuration), "Sent to the conversation.")
    }
}
