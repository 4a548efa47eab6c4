internal import Foundation
internal import HTTPSemantics
internal import JSON
internal import Multipart

/// Calls that tutorials use and the real platform does not have.
enum TutorialRoutes {
    static let all = [
        Route(
            .post, "/api/v2/conversations/messaging/{conversationId}/messages", access: .bearer,
            body: .json(.object(required: ["type": .oneOf(["text"], type: "type"), "text": .text(1...2000, .any)]))
        ) { platform, visit in
            let message = platform.reply(visit.body["text"]?.string, in: visit["conversationId"], at: visit.now)
            return Reply(.ok(message.tutorialJSON))
        },
        Route(.post, "/api/v2/externalcontacts/{contactId}/attachments", access: .bearer, body: .bytes, action: attach),
        Route(.get, "/api/v2/files/attachments/{attachmentId}", access: .bearer) { platform, visit throws(Refusal) in
            guard let media = platform.media[visit["attachmentId"]] else { throw .notFound }
            return Reply(.file(media))
        },
        Route(
            .patch, "/api/v2/conversations/webchat/{conversationId}", access: .bearer,
            body: .json(.object(required: ["custom_attributes": .scalarByName])), action: setAttributes),
        Route(.delete, "/api/v2/media/files/{mediaId}", access: .bearer) { platform, visit throws(Refusal) in
            try platform.withdraw(visit["mediaId"])
            return Reply(.noContent)
        },
        Route(.post, "/api/v2/guest/conversations/webchat/messages", access: .bearer, body: .json(card), action: sendCard),
    ]

    /// What `POST /api/v2/conversations/messages` takes to send a link.
    static let link = Shape.object(
        required: ["to": .filledText, "type": .oneOf(["text"], type: "type"), "body": .text(1...2000, .any)])

    private static let card = Shape.object(
        required: [
            "conversationId": .filledText,
            "message": .object(required: [
                "type": .oneOf(["webchat"], type: "type"),
                "card": .object(
                    required: [
                        "messageId": .filledText,
                        "templateMatrix": .object(
                            required: ["templateId": .filledText],
                            optional: ["layoutEngine": .text, "version": .text, "fallbackBehavior": .text]),
                        "components": .list(of: component(depth: 4), count: 0...20),
                    ],
                    optional: ["dynamicFields": .anything]),
            ]),
        ])

    /// Components in components, as deep as the tutorial lets them be.
    private static func component(depth: Int) -> Shape {
        let button = Shape.object(
            required: ["label": .text(1...200, .any)],
            optional: ["action": .text, "payload": .text(atMost: 2000), "style": .text])
        var optional: [Shape.Member] = [
            .init(name: "text", shape: .text, isRequired: false), .init(name: "style", shape: .text, isRequired: false),
            .init(name: "markdown", shape: .flag, isRequired: false),
            .init(name: "buttons", shape: .list(of: button, count: 0...5), isRequired: false),
        ]
        if depth > 1 {
            optional.append(
                .init(name: "components", shape: .list(of: component(depth: depth - 1), count: 0...20), isRequired: false))
        }
        return .object([.init(name: "type", shape: .filledText, isRequired: true)] + optional)
    }

    /// Sends a link: to a conversation that is named in a field, or to whoever is named.
    static func sendLink(_ platform: inout Platform, _ visit: Route.Visit) -> Reply {
        let address = visit.body["to"]?.string ?? ""
        let conversationID =
            visit.call.fields["Conversation-Id"]
            ?? platform.conversations.all.last { $0.address == address && !$0.isOver }?.id
        let message = platform.reply(
            visit.body["body"]?.string, in: conversationID ?? platform.newConversationID(), to: address, at: visit.now)
        return Reply(.ok(message.tutorialJSON))
    }

    /// Hangs a file on a contact.
    @Sendable private static func attach(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        guard let file = try UploadedFile(form: visit.call) else { throw .missing("file") }
        let media = platform.store(file.bytes, name: file.name, type: file.type, at: visit.now)
        let text = "Attachment: \(platform.downloadURL(of: media.id))"
        platform.notes[media.id] = Note(id: media.id, contactID: visit["contactId"], text: text, created: visit.now)
        return Reply(
            .ok([
                "id": .string(media.id), "name": .string(media.name), "contentType": .string(media.type),
                "contentLengthBytes": .integer(media.bytes.count),
            ]))
    }

    /// Sets attributes of any plain kind; they are kept as text, which is all that the platform has.
    @Sendable private static func setAttributes(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let attributes = (visit.body["custom_attributes"]?.members ?? [:]).compactMapValues(\.plainText)
        let participant = try platform.conversations.update(visit["conversationId"]) { conversation throws(Refusal) in
            try conversation.customer.merge(attributes)
            return conversation.customer
        }
        guard let conversation = platform.conversations[visit["conversationId"]] else { throw .notFound }
        platform.announceAttributes(of: participant, in: conversation, at: visit.now)
        return Reply(
            .ok([
                "id": .string(conversation.id), "custom_attributes": .object(participant.attributes.mapValues { .string($0) }),
            ]))
    }

    @Sendable private static func sendCard(_ platform: inout Platform, _ visit: Route.Visit) -> Reply {
        let card = visit.body["message"]?["card"] ?? [:]
        let message = platform.reply(
            nil, in: visit.body["conversationId"]?.string ?? "",
            structured: [["contentType": "Card", "card": TutorialCard(card).json]],
            at: visit.now)
        return Reply(
            .ok([
                "id": .string(message.id), "messageId": card["messageId"] ?? .null,
                "conversationId": .string(message.conversationID),
                "status": "delivered",
            ]))
    }
}

extension Platform {
    /// Writes to the customer of a conversation. Any id is taken: the tutorials' conversations begin outside of what is simulated.
    fileprivate mutating func reply(
        _ text: String?, in conversationID: String, to address: String? = nil, structured: [JSON] = [], at now: Date
    ) -> Message {
        let conversation =
            conversations[conversationID]
            ?? beginConversation(id: conversationID, with: address ?? "", on: .webmessaging, integrationID: nil, at: now)
        let to = conversation.address.isEmpty ? nil : conversation.address
        let message = Message(
            id: newMessageID(), direction: .outbound, integrationID: conversation.integrationID, conversationID: conversation.id,
            channelMessageID: nil, from: conversation.integrationID, to: to, text: text, messenger: conversation.messenger,
            structured: structured, status: .queued, receivedAt: now)
        post(message, at: now)
        return message
    }
}

extension Message {
    fileprivate var tutorialJSON: JSON {
        .object(present: [
            "id": .string(id), "conversationId": .string(conversationID), "type": "text", "text": text.map { .string($0) },
        ])
    }
}
