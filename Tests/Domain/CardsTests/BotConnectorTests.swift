import Cards
import JSON
import Testing

struct BotConnectorTests {
    private static let turn: JSON = [
        "botId": "cards", "botVersion": "1", "botSessionId": "s-1", "messageId": "m-1", "languageCode": "en-us",
        "botSessionTimeout": 72,
        "genesysConversationId": "c-1", "parameters": ["order": "12345"],
        "inputMessage": [
            "type": "Structured", "text": "Track",
            "content": [
                [
                    "contentType": "ButtonResponse",
                    "buttonResponse": ["type": "Button", "text": "Track", "payload": "track:1", "originatingMessageId": "o-1"],
                ]
            ],
        ],
    ]

    @Test func readsATurnWithAClick() throws {
        let turn = try BotTurn(Self.turn)
        #expect((turn.botID, turn.sessionID, turn.conversationID, turn.text) == ("cards", "s-1", "c-1", "Track"))
        #expect(turn.parameters == ["order": "12345"])
        let click = try #require(turn.click)
        #expect((click.kind, click.payload, click.originatingMessageID) == (.button, "track:1", "o-1"))
    }

    /// The SDK has another name for it than older captures.
    @Test func readsTheConversationByEitherName() throws {
        let turn: JSON = ["botId": "b", "botSessionId": "s", "conversationId": "c-2"]
        #expect(try BotTurn(turn).conversationID == "c-2")
    }

    @Test func saysWhatFailedInTheModelsWords() {
        var answer = BotAnswer(.failed)
        answer.error = "No card."
        #expect(answer.json["errorInfo"] == ["code": "failed", "message": "No card."])
    }

    @Test func namesWhatATurnLacks() {
        let refusal = #expect(throws: CardRefusal.self) {
            try BotTurn(["botId": "", "inputMessage": ["type": "Text", "text": "Hi"]])
        }
        #expect(refusal?.problems.map(\.path) == ["botId", "botSessionId"])
    }

    @Test func answersWithACard() throws {
        let card = try CardBuilder().prepare(Samples.order).message
        var answer = BotAnswer(.complete, intent: "shown")
        answer.add(text: "Here it is")
        answer.add(card)
        #expect(answer.json["replyMessages"] == [["type": "Text", "text": "Here it is"], card.structured])
        #expect((answer.json["botState"], answer.json["intent"]) == ("Complete", "shown"))
        let later = answer.outgoing(to: try BotTurn(Self.turn))
        #expect((later["botId"], later["botSessionId"], later["languageCode"]) == ("cards", "s-1", "en-us"))
        #expect(later["replyMessages"] == answer.json["replyMessages"])
    }

    @Test func readsAndWritesClicksOnOpenMessaging() throws {
        let body: JSON = [
            "channel": ["from": ["id": "u"]], "buttonResponse": ["type": "QuickReply", "text": "Yes", "payload": "yes"],
            "originatingMessageId": "o",
        ]
        let click = try #require(ButtonClick(structuredResponse: body))
        #expect(click.structuredResponse(channel: ["from": ["id": "u"]]) == body)
        #expect(ButtonClick(["type": "Dance", "text": "x"]) == nil)
        #expect(ButtonClick(["text": "x"])?.payload == "x")
        #expect(ButtonClick(content: ["contentType": "Attachment"]) == nil)
    }
}
