/// The body of `POST /api/v2/conversations/messages/agentless`: a text to a customer of an Open Messaging integration.
struct AgentlessMessage: Encodable {
    let fromAddress: String
    let toAddress: String
    let toAddressMessengerType = "open"
    let textBody: String
    /// Into the conversation that is going on, not a new one.
    let useExistingActiveConversation = true

    /// Longer texts are cut at the platform's 2000 characters.
    init(integrationID: String, contactID: String, text: String) {
        fromAddress = integrationID
        toAddress = contactID
        textBody = String(text.prefix(2000))
    }

    private enum CodingKeys: CodingKey {
        case fromAddress, toAddress, toAddressMessengerType, textBody, useExistingActiveConversation
    }
}
