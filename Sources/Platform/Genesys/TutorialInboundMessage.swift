import Attachments
import Foundation

/// The body of the deprecated `POST /api/v2/conversations/messages/inbound/open`, with the attachment as the tutorial has it: the MIME
/// type in `mediaType`.
struct TutorialInboundMessage: Encodable {
    struct Channel: Encodable {
        struct Integration: Encodable { let id: String }

        let platform = "Open"
        let type = "Private"
        let messageId: String
        let to: Integration
        let from: Sender
        let time: String

        private enum CodingKeys: CodingKey { case platform, type, messageId, to, from, time }
    }

    struct Content: Encodable {
        let contentType = "Attachment"
        let attachment: File

        private enum CodingKeys: CodingKey { case contentType, attachment }
    }

    struct File: Encodable {
        let url: String
        let filename: String
        let mediaType: String
    }

    let channel: Channel
    let type = "Text"
    let text: String
    let direction = "Inbound"
    let content: [Content]

    init(_ attachment: Attachment, link: URL, contactID: String, integrationID: String, key: String) {
        let file = attachment.file
        channel = Channel(
            messageId: key, to: Channel.Integration(id: integrationID), from: Sender(contactID),
            time: attachment.createdAt.platformTime)
        text = file.shownName
        content = [Content(attachment: File(url: link.absoluteString, filename: file.shownName, mediaType: file.mime))]
    }

    private enum CodingKeys: CodingKey { case channel, type, text, direction, content }
}
