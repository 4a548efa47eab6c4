internal import Foundation
internal import HTTPSemantics

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
        _ visit: Route.Visit, for integration: OpenIntegration, _ platform: inout Platform
    ) throws(Refusal) -> Reply {
        let wantsConversation = try wantsConversation(visit.call)
        let inbound = try InboundMessage(visit.body, for: integration, allowsPlainHTTP: platform.configuration.allowsPlainHTTP)
        let known = platform.messages.countDelivery(integrationID: integration.id, channelMessageID: inbound.channelMessageID)
        if let known { return Reply(answer(known, visit.body, wantsConversation)) }
        let message = platform.append(inbound, to: integration, at: visit.now)
        let order = MediaOrder(message, integration, maximumBytes: platform.configuration.maximumAttachmentBytes)
        return Reply(answer(message, visit.body, wantsConversation), effects: order.map { [.fetch($0)] } ?? [])
    }

    private static func wantsConversation(_ call: Call) throws(Refusal) -> Bool {
        let name = "prefetchConversationId"
        guard let value = call.query.first(where: { $0.name == name })?.value else { return false }
        return try MessageQuery.flag(value, name)
    }

    /// An element of the content with its type, which a sender may leave out.
    private static func withType(_ element: JSON) -> JSON {
        .object((element.members ?? [:]).merging(["contentType": "Attachment"]) { sent, _ in sent })
    }

    /// `OpenMessageNormalizedMessage`: what came, with what the platform adds to it.
    private static func answer(_ message: Message, _ body: JSON, _ wantsConversation: Bool) -> Answer {
        var channel = body["channel"]?.members ?? [:]
        channel["id"] = message.integrationID.map { .string($0) }
        channel["platform"] = "Open"
        channel["type"] = "Private"
        channel["to"] = message.to.map { .object(["id": .string($0)]) }
        return .ok(
            .object(present: [
                "id": .string(message.id),
                "channel": .object(channel),
                "type": "Text",
                "text": body["text"],
                "content": body["content"]?.items.map { .list($0.map(withType)) },
                "metadata": body["metadata"],
                "conversationId": wantsConversation ? .string(message.conversationID) : nil,
            ]))
    }
}

extension Platform {
    /// Puts a message into the conversation of its sender, and begins one when there is none.
    fileprivate mutating func append(_ inbound: InboundMessage, to integration: OpenIntegration, at now: Date) -> Message {
        let message = Message(
            id: newMessageID(), direction: .inbound, integrationID: integration.id,
            conversationID: messages.conversation(of: inbound.from, with: integration.id) ?? newConversationID(),
            channelMessageID: inbound.channelMessageID, from: inbound.from, to: integration.id, text: inbound.text,
            attachment: inbound.attachment, customAttributes: inbound.customAttributes, receivedAt: now)
        messages.append(message)
        return message
    }
}

extension MediaOrder {
    /// `nil` when there is nothing to fetch.
    fileprivate init?(_ message: Message, _ integration: OpenIntegration, maximumBytes: Int) {
        guard let attachment = message.attachment, attachment.fetched.state == .pending else { return nil }
        self.init(
            messageID: message.id, url: attachment.url.text, mime: attachment.mime.flatMap { MediaType($0) },
            allowed: integration.inboundMediaTypes.compactMap { MediaType($0) }, maximumBytes: maximumBytes)
    }
}
