import Attachments
import Foundation
public import Pipeline

extension OutgoingFile: OpenMessagingMessage {
    /// A message with a link; of a file that is larger than the platform takes, a text with one.
    public func call(key: String, _ configuration: GenesysConfiguration) throws -> OpenMessagingCall {
        if attachment.file.size > configuration.maximumFileSize {
            return OpenMessagingCall(
                try LinkMessage(
                    contactID: Contact.required(attachment.contactID), conversationID: attachment.conversationID,
                    fileName: attachment.file.shownName, link: link.absoluteString
                ).order(configuration),
                "Sent to the conversation as a text with a link: the file is larger than the platform takes.")
        }
        return OpenMessagingCall(
            try order(key: key, configuration), "Sent to the conversation by an Open Messaging message with a link.")
    }

    private func order(key: String, _ configuration: GenesysConfiguration) throws -> PreparedRequest {
        let contact = try Contact.required(attachment.contactID)
        let integration = try configuration.requiredIntegration()
        let values = ["integrationId": integration, "conversationId": attachment.conversationID ?? "", "contactId": contact]
        switch configuration.routes.set {
        case .platform:
            return try PreparedRequest(
                .inboundMessage, values, json: InboundMessage(attachment, link: link, contactID: contact, key: key))
        case .tutorial:
            return try PreparedRequest(
                .inboundMessage, values,
                json: TutorialInboundMessage(
                    attachment, link: link, contactID: contact, integrationID: integration, key: key))
        }
    }
}

extension GenesysConfiguration {
    /// In bytes; larger files go as a link in a text. The platform's own limit, and the smaller one that the tutorials name.
    var maximumFileSize: Int64 { routes.set == .platform ? 25_000_000 : 10_000_000 }
}
