internal import JSON

/// What the page shows: the conversations as an agent would see them, the newest of them and of their messages.
extension Platform {
    var view: JSON {
        .object(present: [
            "channel": .bool(configuration.channelURL != nil),
            "conversations": .array(conversations.all.suffix(50).reversed().map(view)),
        ])
    }

    private func view(_ conversation: Conversation) -> JSON {
        [
            "id": .string(conversation.id), "messenger": .string(conversation.messenger.rawValue),
            "address": .string(conversation.address), "name": .string(conversation.customer.name),
            "isOver": .bool(conversation.isOver), "startTime": .string(conversation.startTime.platformTime),
            "attributes": .object(conversation.customer.attributes.mapValues { .string($0) }),
            "messages": .array(conversation.messageIDs.suffix(200).compactMap { messages[$0] }.map(view)),
        ]
    }

    private func view(_ message: Message) -> JSON {
        .object(present: [
            "id": .string(message.id), "author": .string(message.author.purpose.rawValue), "text": message.text.map { .string($0) },
            "time": .string(message.receivedAt.platformTime), "status": .string(message.status.rawValue),
            "attachment": message.attachment.map(view), "structured": .array(message.structured),
            "deliveries": .integer(message.deliveries),
        ])
    }

    private func view(_ attachment: Message.Attachment) -> JSON {
        let mediaID = attachment.mediaID.flatMap { media[$0] == nil ? nil : $0 }
        return .object(present: [
            "name": attachment.filename.map { .string($0) },
            "type": attachment.type.map { .string($0) },
            "bytes": attachment.fetched.bytes.map { .integer($0) }, "state": .string(attachment.fetched.state.rawValue),
            "error": attachment.fetched.error.map { .string($0) }, "mediaId": mediaID.map { .string($0) },
        ])
    }
}
