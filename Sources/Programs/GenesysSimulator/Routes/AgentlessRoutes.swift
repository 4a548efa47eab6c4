internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Messages that no agent writes, from a program to the customer: text or a template, never a file.
enum AgentlessRoutes {
    static let all = [
        Route(.post, "/api/v2/conversations/messages/agentless", access: .bearer, body: .json(shape), action: send)
    ]

    /// `SendAgentlessOutboundMessageRequest`.
    private static let shape = Shape.object(
        required: [
            "fromAddress": .filledText,
            "toAddressMessengerType": .oneOf(
                ["sms", "whatsapp", "open", "webmessaging", "apple"], type: "toAddressMessengerType"),
        ],
        optional: [
            "toAddress": .filledText, "externalContactId": .filledText, "textBody": .text(1...2000, .any),
            "messagingTemplate": template, "useExistingActiveConversation": .flag,
        ])

    private static let template = Shape.object(
        required: ["responseId": .filledText],
        optional: [
            "parameters": parameters, "headerParameters": parameters, "bodyParameters": parameters,
            "buttonUrlParameters": parameters,
        ])

    private static let parameters = Shape.list(
        of: .object(required: ["id": .filledText, "value": .text]), count: 0...100)

    @Sendable private static func send(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let messenger = visit.body["toAddressMessengerType"]?.string ?? ""
        try checkRules(visit.body, messenger)
        let sender = visit.body["fromAddress"]?.string ?? ""
        if messenger == "webmessaging", sender != PlatformConfiguration.demoDeploymentID { throw .notFound }
        let integrationID = messenger == "open" ? try platform.integration(sender).id : sender
        let contact = visit.body["externalContactId"]?.string
        let address = visit.body["toAddress"]?.string ?? contact ?? ""
        let joins = visit.body["useExistingActiveConversation"]?.bool ?? false
        let kind = Messenger(rawValue: messenger) ?? .open
        let known =
            contact.flatMap { platform.conversations.current(ofContact: $0, on: kind) }
            ?? platform.conversations.current(of: address, with: integrationID, on: kind)
        let current = joins ? known : nil
        let conversation =
            current
            ?? platform.beginConversation(
                id: platform.newConversationID(), with: address, on: kind, integrationID: integrationID, at: visit.now)
        let message = Message(
            id: platform.newMessageID(), direction: .outbound, integrationID: integrationID, conversationID: conversation.id,
            channelMessageID: nil, from: sender, to: address, text: visit.body["textBody"]?.string, messenger: kind,
            status: .queued, receivedAt: visit.now)
        platform.post(message, at: visit.now)
        return Reply(.ok(answer(message, messenger, joins)))
    }

    /// What the model says of its members in words.
    private static func checkRules(_ body: JSON, _ messenger: String) throws(Refusal) {
        let text = body["textBody"]?.string
        if messenger == "webmessaging" {
            guard body["externalContactId"] != nil else { throw .missing("externalContactId") }
            guard body["toAddress"] == nil else { throw .brokenRule("toAddress", "Web messaging takes externalContactId instead.") }
        } else if body["externalContactId"] == nil {
            guard body["toAddress"] != nil else { throw .missing("toAddress") }
        }
        if messenger == "sms" {
            guard let text else { throw .missing("textBody") }
            guard text.utf16.count <= 765 else { throw .outOfBounds("textBody", "a length", 1...765) }
        }
        if messenger == "whatsapp", body["messagingTemplate"] == nil { throw .missing("messagingTemplate") }
        guard (text == nil) != (body["messagingTemplate"] == nil) else {
            throw .brokenRule("textBody", "The message must have either textBody or messagingTemplate.")
        }
    }

    private static func answer(_ message: Message, _ messenger: String, _ joins: Bool) -> JSON {
        .object(present: [
            "id": .string(message.id),
            "conversationId": .string(message.conversationID),
            "fromAddress": message.from.map { .string($0) },
            "toAddress": message.to.map { .string($0) },
            "messengerType": .string(messenger),
            "useExistingActiveConversation": .bool(joins),
            "timestamp": .string(message.receivedAt.platformTime),
            "selfUri": .string("/api/v2/conversations/messages/\(message.conversationID)/messages/\(message.id)"),
        ])
    }
}
