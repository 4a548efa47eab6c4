/// A text to the customer, into the conversation that is going on.
public struct CustomerText: PlatformRequest {
    /// The platform's identifier of the message, where it gave one.
    public typealias Answer = String?

    private let contactID: String
    private let conversationID: String?
    private let text: String

    /// Describes a text.
    /// - Parameters:
    ///   - conversationID: needed by the tutorials' route alone.
    ///   - text: cut at 2000 characters.
    public init(contactID: String, conversationID: String?, text: String) {
        self.contactID = contactID
        self.conversationID = conversationID
        self.text = text
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        switch configuration.routes.set {
        case .platform:
            let message = try AgentlessMessage(integrationID: configuration.requiredIntegration(), contactID: contactID, text: text)
            return try PreparedRequest(.notice, json: message)
        case .tutorial:
            return try PreparedRequest(.notice, ["conversationId": conversationID ?? ""], json: TutorialNotice(text: text))
        }
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> String? {
        try MessageReceipt(body).messageID(of: .notice, isRequired: false)
    }
}
