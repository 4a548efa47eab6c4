import Attachments
import Foundation
import HTTPSemantics
import Pipeline

/// A parcel as a call of the configured set of routes. Pure.
struct OutgoingMessage: Sendable {
    let call: Call
    /// For the placeholders of the call's path.
    let values: [String: String]
    let body: [UInt8]
    /// What the timeline says when it was taken.
    let detail: String

    var order: Order { Order(call, values, fields: ["Content-Type": "application/json"], body: body) }

    /// - Throws: `GenesysError` when the attachment or the configuration lacks what the message needs.
    init(_ parcel: Parcel, _ configuration: GenesysConfiguration) throws {
        let set = configuration.routes.set
        switch parcel.contents {
        case .file(let attachment, let link):
            let contact = try Self.contact(of: attachment)
            let integration = try configuration.requiredIntegration()
            call = .inboundMessage
            values = Self.values(attachment, configuration)
            detail = "Sent to the conversation by an Open Messaging message with a link."
            body =
                switch set {
                case .platform:
                    try Self.encode(InboundMessage(attachment, link: link, contactID: contact, key: parcel.idempotencyKey))
                case .tutorial:
                    try Self.encode(
                        TutorialInboundMessage(
                            attachment, link: link, contactID: contact, integrationID: integration, key: parcel.idempotencyKey))
                }
        case .text, .forward, .receipt:
            throw GenesysError(.missingValue, "This kind of message has no way to the platform.")
        case .notice(let attachment, let text):
            call = .notice
            values = Self.values(attachment, configuration)
            detail = "Told the customer."
            body =
                switch set {
                case .platform:
                    try Self.encode(
                        AgentlessMessage(
                            integrationID: configuration.requiredIntegration(), contactID: Self.contact(of: attachment), text: text)
                    )
                case .tutorial: try Self.encode(TutorialNotice(text))
                }
        }
    }

    private static func contact(of attachment: Attachment) throws(GenesysError) -> String {
        guard let contact = attachment.contactID, !contact.isEmpty else {
            throw GenesysError(
                .missingValue,
                "The attachment has no contact, so there is nobody to send as or to; send contact_id with the upload.")
        }
        return contact
    }

    private static func values(_ attachment: Attachment, _ configuration: GenesysConfiguration) -> [String: String] {
        var values: [String: String] = [:]
        values["integrationId"] = configuration.integrationID
        values["conversationId"] = attachment.conversationID
        values["contactId"] = attachment.contactID
        return values
    }

    /// Sorted, so that the same message is the same bytes.
    private static func encode(_ message: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(message))
    }
}
