import Attachments
import Cards
import Foundation
import HTTPSemantics
import JSON
import Pipeline

/// A parcel as a call of the configured set of routes. Pure.
struct OutgoingMessage: Sendable {
    let order: Order
    /// What the timeline says when it was taken.
    let detail: String

    /// - Throws: `GenesysError` when the parcel or the configuration lacks what the message needs.
    init(_ parcel: Parcel, _ configuration: GenesysConfiguration) throws {
        switch parcel.contents {
        case .file(let attachment, let link) where attachment.file.size > configuration.maximumFileSize:
            detail = "Sent to the conversation as a text with a link: the file is larger than the platform takes."
            order = try LinkMessage(
                contactID: Self.contact(of: attachment), conversationID: attachment.conversationID, fileName: attachment.file.name,
                link: link.absoluteString
            ).order(configuration)
        case .file(let attachment, let link):
            detail = "Sent to the conversation by an Open Messaging message with a link."
            order = try Self.file(attachment, link: link, key: parcel.idempotencyKey, configuration)
        case .notice(let attachment, let text):
            detail = "Told the customer."
            order = try Self.notice(attachment, text, configuration).order(configuration)
        case .text(let message):
            detail = "Sent to the conversation."
            order = try InboundText(
                contactID: Self.contact(message.contactID), text: message.text ?? "", key: parcel.idempotencyKey,
                time: message.createdAt
            ).order(configuration)
        case .receipt(let message, let fate):
            detail = "Told the agent: \(fate.status.rawValue)."
            order = try Self.receipt(message, fate).order(configuration)
        case .card(let outgoing):
            detail = "The platform has taken the card."
            order = try Self.card(outgoing, configuration)
        case .transcript(let outgoing):
            detail = "Written into the conversation."
            order = try CustomerText(
                contactID: Self.contact(outgoing.contactID), conversationID: outgoing.card.conversationID,
                text: outgoing.card.structured["text"]?.string ?? ""
            ).order(configuration)
        case .click(let click):
            detail = "Sent to the conversation."
            order = try StructuredResponse(click.body).order(configuration)
        case .forward, .placeholder, .attributes, .removal, .alert, .disconnection, .note, .handover, .report:
            throw GenesysError(.rejected, "This is nothing that goes out as one message of Open Messaging.")
        }
    }

    private static func card(_ outgoing: OutgoingCard, _ configuration: GenesysConfiguration) throws -> Order {
        switch outgoing.way {
        case .guest: try GuestCard(outgoing.card).order(configuration)
        case .bot(let reply): try BotReply(reply).order(configuration)
        case .channel: throw GenesysError(.rejected, "A card for a channel goes to the channel, not to the platform.")
        }
    }

    private static func file(
        _ attachment: Attachment, link: URL, key: String, _ configuration: GenesysConfiguration
    ) throws -> Order {
        let contact = try contact(of: attachment)
        let integration = try configuration.requiredIntegration()
        let values = [
            "integrationId": integration, "conversationId": attachment.conversationID ?? "", "contactId": contact,
        ]
        switch configuration.routes.set {
        case .platform:
            return try Order(
                .inboundMessage, values, json: InboundMessage(attachment, link: link, contactID: contact, key: key))
        case .tutorial:
            return try Order(
                .inboundMessage, values,
                json: TutorialInboundMessage(
                    attachment, link: link, contactID: contact, integrationID: integration, key: key))
        }
    }

    /// Whoever sent a file to the platform directly does not know that there is a gateway, and the tutorials' words are the same for all.
    private static func notice(
        _ attachment: Attachment, _ text: String, _ configuration: GenesysConfiguration
    ) throws(GenesysError) -> CustomerText {
        let isTutorial = configuration.routes.set == .tutorial
        let isFromThePlatform = attachment.source == .webhook || attachment.source == .watcher
        return CustomerText(
            contactID: isTutorial ? attachment.contactID ?? "" : try contact(of: attachment),
            conversationID: attachment.conversationID,
            text: isTutorial || isFromThePlatform ? "File rejected: \(text)" : text)
    }

    private static func receipt(_ message: ConversationMessage, _ fate: MessageFate) throws(GenesysError) -> DeliveryReceipt {
        guard let id = message.externalID else {
            throw GenesysError(.missingValue, "The message has no identifier of the platform's to send a receipt for.")
        }
        return DeliveryReceipt(
            messageID: id, contactID: try contact(message.contactID), status: fate.status == .delivered ? .delivered : .failed,
            reason: fate.code.map { DeliveryReceipt.Reason(rawValue: $0) ?? .generalError }, explanation: fate.reason,
            time: message.createdAt)
    }

    private static func contact(of attachment: Attachment) throws(GenesysError) -> String { try contact(attachment.contactID) }

    private static func contact(_ contactID: String?) throws(GenesysError) -> String {
        guard let contactID, !contactID.isEmpty else {
            throw GenesysError(
                .missingValue,
                "There is no contact, so there is nobody to send as or to; send contact_id with the upload.")
        }
        return contactID
    }
}

extension GenesysConfiguration {
    /// In bytes; larger files go as a link in a text. The platform's own limit, and the smaller one that the tutorials name.
    var maximumFileSize: Int64 { routes.set == .platform ? 25_000_000 : 10_000_000 }
}
