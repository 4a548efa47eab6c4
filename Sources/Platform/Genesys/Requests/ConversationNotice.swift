/// A text to the customer of a conversation that is going on, wherever that is.
struct ConversationNotice: PlatformRequest {
    /// The platform's identifier of the message, where it gave one.
    typealias Answer = String?

    private let address: CustomerAddress
    private let text: String

    /// - Parameter text: cut at 2000 characters.
    init(to address: CustomerAddress, text: String) {
        self.address = address
        self.text = text
    }

    func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        try PreparedRequest(.notice, json: message(configuration))
    }

    private func message(_ configuration: GenesysConfiguration) throws(GenesysError) -> AgentlessMessage {
        switch address {
        case .open(let integration, let contact):
            let integration = if let integration { integration } else { try configuration.requiredIntegration() }
            return AgentlessMessage(integrationID: integration, contactID: contact, text: text)
        case .webMessenger(let contact):
            return AgentlessMessage(
                deploymentID: try configuration.requiredDeployment(), externalContactID: contact, text: text)
        }
    }

    func answer(_ body: [UInt8]) throws(GenesysError) -> String? {
        try MessageReceipt(body).messageID(of: .notice, isRequired: false)
    }
}
