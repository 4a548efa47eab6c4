internal import Foundation
internal import JSON

/// Messages in the shapes of the platform's API.
extension Platform {
    /// `MessageData`. What the platform has deprecated (`textBody`, `media`) its present SDK does not have, nor is it here.
    func messageData(_ message: Message) -> JSON {
        .object(present: [
            "id": .string(message.id),
            "providerMessageId": message.channelMessageID.map { .string($0) },
            "timestamp": .string(message.receivedAt.platformTime),
            "fromAddress": message.from.map { .string($0) },
            "toAddress": message.to.map { .string($0) },
            "direction": .string(message.direction.rawValue),
            "messengerType": .string(message.messenger.rawValue),
            "status": .string(message.status.rawValue),
            "normalizedMessage": normalized(message),
            "normalizedReceipts": .array(message.receipts.map { receipt($0, of: message) }),
            "conversationId": .string(message.conversationID),
            "selfUri": .string(message.selfURI),
        ])
    }

    /// `ConversationNormalizedMessage`.
    func normalized(_ message: Message) -> JSON {
        let attachment = visibleAttachment(of: message).map {
            JSON.object(["contentType": "Attachment", "attachment": content($0)])
        }
        let elements = (attachment.map { [$0] } ?? []) + message.structured
        return .object(present: [
            "id": .string(message.id),
            "channel": channel(of: message),
            "type": .string(message.kind),
            "text": message.text.map { .string($0) },
            "content": elements.isEmpty ? nil : .array(elements),
            "direction": message.direction == .inbound ? "Inbound" : "Outbound",
            "originatingEntity": message.author == .program ? "Bot" : "Human",
            "metadata": message.metadata,
        ])
    }

    /// `MessageDetails`, an element of a participant's messages.
    func messageDetails(_ message: Message) -> JSON {
        let media = visibleAttachment(of: message).map { [mediaEntry($0)] } ?? []
        return .object(present: [
            "messageId": .string(message.id),
            "messageURI": .string(message.selfURI),
            "messageStatus": .string(message.status.rawValue),
            "messageSegmentCount": 1,
            "messageTime": .string(message.receivedAt.platformTime),
            "media": media.isEmpty ? nil : .array(media),
            "messageMetadata": metadata(of: message),
        ])
    }

    func metadata(of message: Message) -> JSON {
        let attachment = visibleAttachment(of: message) == nil ? [] : ["Attachment"]
        let kinds = attachment + message.structured.compactMap { $0["contentType"]?.string }
        return ["type": .string(message.kind), "events": [], "content": .array(kinds.map { ["contentType": .string($0)] })]
    }

    /// `MessageMedia`.
    func mediaEntry(_ attachment: Message.Attachment) -> JSON {
        .object(present: [
            "id": (attachment.mediaID ?? attachment.id).map { .string($0) },
            "name": attachment.filename.map { .string($0) },
            "url": .string(address(of: attachment)),
            "mediaType": attachment.type.map { .string($0) },
            "contentLengthBytes": attachment.fetched.bytes.map { .integer($0) },
        ])
    }

    /// `ConversationContentAttachment`.
    func content(_ attachment: Message.Attachment) -> JSON {
        .object(present: [
            "id": (attachment.id ?? attachment.mediaID).map { .string($0) },
            "mediaType": .string(attachment.mediaType),
            "url": .string(address(of: attachment)),
            "mime": attachment.mime.map { .string($0) },
            "filename": attachment.filename.map { .string($0) },
            "text": attachment.text.map { .string($0) },
            "sha256": attachment.sha256.map { .string($0) },
            "contentSizeBytes": attachment.fetched.bytes.map { .integer($0) },
        ])
    }

    private func address(of attachment: Message.Attachment) -> String {
        attachment.url?.text ?? attachment.mediaID.map(downloadURL) ?? ""
    }

    private func channel(of message: Message) -> JSON {
        .object(present: [
            "id": message.integrationID.map { .string($0) },
            "platform": .string(message.messenger.platform),
            "type": "Private",
            "messageId": .string(message.channelMessageID ?? message.id),
            "to": message.to.map { ["id": .string($0)] },
            "from": message.sender ?? message.from.map { ["id": .string($0)] },
            "time": .string(message.receivedAt.platformTime),
        ])
    }

    private func receipt(_ receipt: Message.Receipt, of message: Message) -> JSON {
        .object(present: [
            "id": .string(message.id), "type": "Receipt", "status": .string(receipt.status), "reasons": receipt.reasons,
            "isFinalReceipt": receipt.isFinal.map { .bool($0) },
        ])
    }
}

extension Message {
    /// What it is in the normalized form's words.
    var kind: String { structured.isEmpty ? "Text" : "Structured" }

    var selfURI: String { "/api/v2/conversations/messages/\(conversationID)/messages/\(id)" }
}
