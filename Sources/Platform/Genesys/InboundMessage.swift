import Attachments
import Foundation

/// The body of `POST /api/v2/conversations/messages/{integrationId}/inbound/open/message` (`OpenInboundNormalizedMessage`).
///
/// With an attachment it has exactly one element of content. The same attachment and key give the same bytes.
struct InboundMessage: Encodable {
    struct Channel: Encodable {
        let messageId: String
        let time: String
        let from: Sender
        let metadata: Metadata
    }

    struct Metadata: Encodable {
        /// Become attributes of the customer's participant. All together well under the 2048 bytes that are documented.
        let customAttributes: [String: String]
    }

    struct Content: Encodable {
        let contentType = "Attachment"
        let attachment: File

        private enum CodingKeys: CodingKey { case contentType, attachment }
    }

    struct File: Encodable {
        let id: String
        let mediaType: MediaKind
        let url: String
        let mime: String
        let filename: String
        let text: String
        let sha256: String
    }

    let channel: Channel
    let text: String
    let content: [Content]

    init(_ attachment: Attachment, link: URL, contactID: String, key: String) {
        let file = attachment.file
        channel = Channel(
            messageId: key, time: attachment.createdAt.platformTime, from: Sender(contactID),
            metadata: Metadata(customAttributes: Self.attributes(of: attachment)))
        text = file.shownName
        content = [
            Content(
                attachment: File(
                    id: attachment.id.description, mediaType: MediaKind(mime: file.mime), url: link.absoluteString, mime: file.mime,
                    filename: file.shownName, text: file.shownName, sha256: file.sha256))
        ]
    }

    private static func attributes(of attachment: Attachment) -> [String: String] {
        var attributes = [
            "scan_status": attachment.verdict.outcome.rawValue,
            "attachment_id": attachment.id.description,
            "attachment_sha256": attachment.file.sha256,
        ]
        attributes["scan_engine"] = attachment.verdict.engine.map { String($0.prefix(100)) }
        return attributes
    }
}
