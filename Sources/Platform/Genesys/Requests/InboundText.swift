public import Foundation

/// A text from the customer into the conversation: of a message that had files as well, or a placeholder while one of them is looked at.
public struct InboundText: PlatformRequest {
    /// The platform's identifier of the message, where it gave one.
    public typealias Answer = String?

    private let contactID: String
    private let nickname: String?
    private let text: String
    private let key: String
    private let time: Date
    private let attributes: [String: String]

    /// Describes a message.
    ///
    /// - Parameters:
    ///   - text: cut at 2000 characters.
    ///   - key: the sender's identifier of it, the same for every attempt.
    ///   - attributes: for the customer's participant; cut to fit into 2047 bytes.
    public init(
        contactID: String, nickname: String? = nil, text: String, key: String, time: Date, attributes: [String: String] = [:]
    ) {
        self.contactID = contactID
        self.nickname = nickname
        self.text = String(text.prefix(2000))
        self.key = key
        self.time = time
        self.attributes = attributes
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        let integration = try configuration.requiredIntegration()
        let isTutorial = configuration.routes.set == .tutorial
        let channel = Channel(
            platform: isTutorial ? "Open" : nil, type: isTutorial ? "Private" : nil, messageId: key,
            to: isTutorial ? Sender(integration) : nil, from: Sender(contactID, nickname: nickname), time: time.platformTime,
            metadata: attributes.isEmpty ? nil : Metadata(customAttributes: CustomAttributes(attributes)))
        return try PreparedRequest(
            .inboundMessage, ["integrationId": integration],
            json: Body(
                channel: channel, type: isTutorial ? "Text" : nil, direction: isTutorial ? "Inbound" : nil, text: text))
    }

    /// Reads what the platform gave.
    public func answer(_ body: [UInt8]) throws(GenesysError) -> String? {
        try MessageReceipt(body).messageID(of: .inboundMessage, isRequired: false)
    }

    private struct Body: Encodable {
        let channel: Channel
        let type: String?
        let direction: String?
        let text: String
    }

    private struct Channel: Encodable {
        let platform: String?
        let type: String?
        let messageId: String
        let to: Sender?
        let from: Sender
        let time: String
        let metadata: Metadata?
    }

    private struct Metadata: Encodable { let customAttributes: CustomAttributes }
}
