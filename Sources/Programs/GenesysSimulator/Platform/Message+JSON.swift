internal import Foundation
internal import JSON

extension Message {
    /// As `GET /simulator/messages` shows it.
    var json: JSON {
        .object(present: [
            "id": .string(id),
            "direction": .string(direction.rawValue),
            "integrationId": integrationID.map { .string($0) },
            "conversationId": .string(conversationID),
            "messageId": channelMessageID.map { .string($0) },
            "from": from.map { .string($0) },
            "to": to.map { .string($0) },
            "text": text.map { .string($0) },
            "attachment": attachment?.json,
            "fetched": attachment?.fetched.json(declared: attachment?.sha256),
            "customAttributes": .object(customAttributes.mapValues { .string($0) }),
            "receipts": .array(receipts.map { ["status": .string($0.status), "reasons": $0.reasons ?? []] }),
            "deliveries": .integer(deliveries),
            "receivedAt": .string(receivedAt.platformTime),
        ])
    }
}

extension Message.Attachment {
    fileprivate var json: JSON {
        .object(present: [
            "id": id.map { .string($0) },
            "filename": filename.map { .string($0) },
            "mime": mime.map { .string($0) },
            "mediaType": .string(mediaType),
            "url": url.map { .string($0.withoutQuery) },
            "sha256": sha256.map { .string($0) },
        ])
    }
}

extension Date {
    /// ISO 8601 in UTC with milliseconds, as the platform writes it.
    var platformTime: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
