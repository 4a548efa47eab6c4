/// The body of `POST /api/v2/conversations/messages/agentless` (`SendAgentlessOutboundMessageRequest`): a text to a customer.
struct AgentlessMessage: Encodable {
    let fromAddress: String
    /// Absent on the web messenger.
    let toAddress: String?
    /// On the web messenger alone.
    let externalContactId: String?
    let toAddressMessengerType: String
    let textBody: String
    /// Into the conversation that is going on, not a new one.
    let useExistingActiveConversation = true

    /// Of an Open Messaging integration. Longer texts are cut at the platform's 2000 characters.
    init(integrationID: String, contactID: String, text: String) {
        fromAddress = integrationID
        toAddress = contactID
        externalContactId = nil
        toAddressMessengerType = "open"
        textBody = String(text.prefix(2000))
    }

    /// Of a deployment of the web messenger. Longer texts are cut as well.
    init(deploymentID: String, externalContactID: String, text: String) {
        fromAddress = deploymentID
        toAddress = nil
        externalContactId = externalContactID
        toAddressMessengerType = "webmessaging"
        textBody = String(text.prefix(2000))
    }

    private enum CodingKeys: CodingKey {
        case fromAddress, toAddress, externalContactId, toAddressMessengerType, textBody, useExistingActiveConversation
    }
}
