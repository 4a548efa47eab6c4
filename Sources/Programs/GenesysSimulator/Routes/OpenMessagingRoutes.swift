internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Open Messaging, from the customer to the platform.
enum OpenMessagingRoutes {
    static let all = [
        Route(
            .post, "/api/v2/conversations/messages/{integrationId}/inbound/open/message", access: .bearer,
            body: .json(OpenMessagingShapes.message),
            action: { platform, visit throws(Refusal) in
                try receive(visit, for: platform.integration(visit["integrationId"]), &platform)
            }),
        // Deprecated by the platform; the tutorials use it.
        Route(
            .post, "/api/v2/conversations/messages/inbound/open", access: .bearer, body: .json(OpenMessagingShapes.legacyMessage),
            action: { platform, visit throws(Refusal) in
                let id = visit.body["channel"]?["to"]?["id"]?.string ?? ""
                return try receive(visit, for: platform.integration(id), &platform)
            }),
    ]

    /// Takes a message in. One whose `channel.messageId` is known already is answered as the first was, and only counted: what the real
    /// platform does with a repeated id is not documented, and here it must be seen.
    private static func receive(
        _ visit: Route.Visit, for integration: Integration, _ platform: inout Platform
    ) throws(Refusal) -> Reply {
        let wantsConversation = try visit.flag("prefetchConversationId")
        let profile = platform.profile(of: integration)
        let inbound = try InboundMessage(visit.body, for: profile, allowsPlainHTTP: platform.configuration.allowsPlainHTTP)
        let known = inbound.channelMessageID.flatMap {
            platform.messages.countDelivery(integrationID: integration.id, channelMessageID: $0)
        }
        if let known { return Reply(answer(known, visit.body, wantsConversation)) }
        let message = platform.append(inbound, to: integration, at: visit.now)
        if let order = MediaOrder(message, profile, maximumBytes: platform.configuration.maximumAttachmentBytes) {
            platform.effects.append(.fetch(order))
        } else {
            platform.sendReceipt(for: message, at: visit.now)
        }
        return Reply(answer(message, visit.body, wantsConversation))
    }

    /// An element of the content with its type, which a sender may leave out.
    private static func withType(_ element: JSON) -> JSON {
        .object((element.members ?? [:]).merging(["contentType": "Attachment"]) { sent, _ in sent })
    }

    /// `OpenMessageNormalizedMessage`: what came, with what the platform adds to it.
    private static func answer(_ message: Message, _ body: JSON, _ wantsConversation: Bool) -> Answer {
        .ok(
            .object(present: [
                "id": .string(message.id),
                "channel": OpenEventRoutes.channel(body["channel"], message.integrationID ?? ""),
                "type": "Text",
                "text": body["text"],
                "content": body["content"]?.array.map { .array($0.map(withType)) },
                "metadata": body["metadata"],
                "conversationId": wantsConversation ? .string(message.conversationID) : nil,
            ]))
    }
}

extension Platform {
    /// Puts a message into the conversation of its sender, and begins one when there is none.
    fileprivate mutating func append(_ inbound: InboundMessage, to integration: Integration, at now: Date) -> Message {
        let conversation = conversation(
            with: inbound.from, name: inbound.name, on: .open, integrationID: integration.id, at: now)
        let message = Message(
            id: newMessageID(), direction: .inbound, integrationID: integration.id, conversationID: conversation.id,
            channelMessageID: inbound.channelMessageID, from: inbound.from, to: integration.id, text: inbound.text,
            attachment: inbound.attachment, customAttributes: inbound.customAttributes, author: .customer, sender: inbound.sender,
            metadata: inbound.metadata, receivedAt: now)
        // The custom attributes of a channel become the customer's; they are small, so there is always room for some.
        _ = try? conversations.update(conversation.id) { conversation throws(Refusal) in
            try conversation.customer.merge(inbound.customAttributes)
        }
        post(message, at: now)
        return message
    }
}

extension MediaOrder {
    /// `nil` when there is nothing to fetch.
    fileprivate init?(_ message: Message, _ profile: SupportedContent, maximumBytes: Int) {
        guard let attachment = message.attachment, attachment.fetched.state == .pending, let url = attachment.url else {
            return nil
        }
        self.init(
            messageID: message.id, url: url.text, mime: attachment.mime.flatMap { MediaType($0) }, allowed: profile.inboundTypes,
            maximumBytes: maximumBytes)
    }
}
