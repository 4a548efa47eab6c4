import HTTPSemantics

/// A text with a link to a file, for files that the platform would not take (tutorial: over 10 MB; platform: over 25 MB).
public struct LinkMessage: PlatformRequest {
    /// The platform's identifier of the message, where it gave one.
    public typealias Answer = String?

    private let contactID: String
    private let conversationID: String?
    private let fileName: String
    private let link: String

    /// Describes a message.
    /// - Parameters:
    ///   - conversationID: needed by the tutorials' route alone.
    ///   - link: must be fetched without credentials.
    public init(contactID: String, conversationID: String?, fileName: String, link: String) {
        self.contactID = contactID
        self.conversationID = conversationID
        self.fileName = fileName
        self.link = link
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        switch configuration.routes.set {
        case .platform:
            // The link whole, whatever else has to be cut.
            let name = fileName.prefix(max(0, 1900 - link.count))
            let text = "Please download the attached file: \(name) \(link)"
            return try PreparedRequest(
                .link, json: AgentlessMessage(integrationID: configuration.requiredIntegration(), contactID: contactID, text: text))
        case .tutorial:
            let fields: HTTPFields = ["X-Genesys-Application-Id": "web-messaging", "Conversation-Id": conversationID ?? ""]
            guard let conversationID, !conversationID.isEmpty, fields.all.allSatisfy(\.isValid) else {
                throw GenesysError(.missingValue, "The attachment has no conversation to send a link into; send conversation_id.")
            }
            let text = "Please download the attached file: <a href='\(Self.escaped(link))'>\(Self.escaped(fileName))</a>"
            return try PreparedRequest(
                .link, ["conversationId": conversationID],
                fields: fields,
                json: Body(to: [contactID], body: text))
        }
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> String? {
        try MessageReceipt(body).messageID(of: .link, isRequired: false)
    }

    private struct Body: Encodable {
        let to: [String]
        let type = "text"
        let body: String

        private enum CodingKeys: CodingKey { case to, type, body }
    }

    /// For an element's text and an attribute in either kind of quotes.
    private static func escaped(_ text: String) -> String {
        String(
            text.flatMap { character in
                switch character {
                case "&": Array("&amp;")
                case "<": Array("&lt;")
                case ">": Array("&gt;")
                case "'": Array("&#39;")
                case "\"": Array("&quot;")
                default: [character]
                }
            })
    }
}
