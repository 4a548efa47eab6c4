internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Bot connectors: the only way on which a program sends a card.
enum BotConnectorRoutes {
    static let all = [
        Route(
            .post, "/api/v2/integrations/botconnectors/outgoing/messages", access: .bearer, body: .json(outgoing), action: send),
        Route(.post, "/api/v2/integrations/botconnectors/incoming/messages", access: .bearer, body: .json(incoming)) { _, _ in
            Reply(
                .ok(["botState": "MoreData", "replyMessages": [], "intent": "", "confidence": 0, "entities": [], "parameters": [:]])
            )
        },
    ]

    /// `OutgoingMessageRequest`.
    private static let outgoing = Shape.object(
        required: [
            "botId": .filledText, "botVersion": .filledText, "botSessionId": .filledText,
            "botState": .oneOf(["Complete", "Failed", "MoreData"], type: "botState"), "languageCode": .filledText,
        ],
        optional: [
            "replyMessages": .list(of: reply, count: 0...5), "intent": .text, "confidence": .anything,
            "errorInfo": .object(optional: ["code": .text, "message": .text]),
            "parameters": .textByName, "entities": .anything,
        ])

    /// `IncomingMessageRequest`.
    private static let incoming = Shape.object(
        required: ["botId": .filledText, "botSessionId": .filledText, "inputMessage": message],
        optional: [
            "botName": .text, "botVersion": .text, "integrationId": .filledText, "automateFlowExecId": .text,
            "conversationId": .filledText,
            "messageId": .filledText, "genesysConversationId": .filledText, "languageCode": .text, "messagingPlatformType": .text,
            "channels": .list(of: .text, count: 0...20), "botSessionTimeout": .whole(0...100_000), "parameters": .textByName,
        ])

    private static let message = Shape.object(
        required: ["type": .oneOf(["Text", "Structured"], type: "type")],
        optional: ["text": .text(atMost: 2000), "content": .list(of: content, count: 0...10)])

    private static let reply = message

    private static let content = Shape.object(
        required: [
            "contentType": .oneOf(
                ["Attachment", "ButtonResponse", "Card", "Carousel", "QuickReply", "Story", "Text"], type: "contentType")
        ],
        optional: [
            "card": card, "carousel": .object(required: ["cards": .list(of: card, count: 1...10)]),
            "quickReply": .object(
                required: ["text": .text(1...200, .any), "payload": .text(1...2000, .any)],
                optional: ["image": .text(.url), "action": .oneOf(["Message"], type: "action")]),
            "buttonResponse": .object(
                required: ["payload": .text],
                optional: ["type": .text, "text": .text, "originatingMessageId": .filledText, "id": .filledText]),
            "attachment": .anything, "text": .anything, "id": .text,
        ])

    private static let card = Shape.object(
        required: ["title": .text(1...1024, .any), "actions": .list(of: action, count: 1...10)],
        optional: ["description": .text(atMost: 2000), "image": .text(.url), "video": .text(.url), "defaultAction": action])

    private static let action = Shape.object(
        required: ["type": .oneOf(["Link", "Postback"], type: "type")],
        optional: ["text": .text(1...1024, .any), "url": .text(.url), "payload": .text(1...2000, .any)])

    /// Sends a bot's answers into the conversation that its session belongs to: the session's id, or the parameter `conversationId`.
    @Sendable private static func send(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let replies = visit.body["replyMessages"]?.array ?? []
        for (index, reply) in replies.enumerated() {
            try Refusal.checkStructured(reply["content"]?.array ?? [], at: "replyMessages[\(index)].content")
            try checkActions(reply, at: "replyMessages[\(index)]")
        }
        let session = visit.body["botSessionId"]?.string ?? ""
        let id = visit.body["parameters"]?["conversationId"]?.string ?? session
        guard let conversation = platform.conversations[id] else { throw .notFound }
        for reply in replies {
            platform.post(
                Message(
                    id: platform.newMessageID(), direction: .outbound, integrationID: conversation.integrationID,
                    conversationID: conversation.id, channelMessageID: nil, from: conversation.integrationID,
                    to: conversation.address,
                    text: reply["text"]?.string, messenger: conversation.messenger, structured: reply["content"]?.array ?? [],
                    status: .queued, receivedAt: visit.now), at: visit.now)
        }
        return Reply(Answer(status: 202))
    }

    /// A link needs its address, a postback its payload; no two postbacks of a message are the same.
    private static func checkActions(_ reply: JSON, at path: String) throws(Refusal) {
        var seen: Set<[JSON?]> = []
        for element in reply["content"]?.array ?? [] {
            let cards = (element["card"].map { [$0] } ?? []) + (element["carousel"]?["cards"]?.array ?? [])
            for action in cards.flatMap({ $0["actions"]?.array ?? [] }) {
                if action["type"] == "Link" {
                    guard action["url"] != nil else { throw .missing("\(path).content.card.actions.url") }
                } else {
                    guard action["payload"] != nil else { throw .missing("\(path).content.card.actions.payload") }
                    guard seen.insert([action["text"], action["payload"]]).inserted else {
                        throw .brokenRule("\(path).content.card.actions", "The text and payload of each postback must be unique.")
                    }
                }
            }
        }
    }
}
