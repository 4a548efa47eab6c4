import HTTPClient
import HTTPSemantics
import JSON

/// A card reaches the customer once, and a hostile one nobody.
extension Scenario {
    static let cards = [
        Scenario("a card is built, cleaned, sent to a bot's conversation once, and accounted for") { demo in
            let card = Cards(demo: demo)
            let conversation = try await card.beginConversation()
            let request = Cards.request("card-of-\(conversation)", in: conversation)
            let (status, answer) = try await card.send(request)
            try expect(status == 200 && answer["state"].string == "sent", "expected a sent card, got \(status) \(answer.text)")
            let again = try await card.send(request)
            try expect(again.status == 200, "the same card again gave \(again.status) \(again.json.text)")
            let stats = try await card.statistics()
            try expect(stats["sent"].number == 1, "expected one card, the numbers are \(stats.text)")
        },
        Scenario("a card with a script in it is refused, and says where") { demo in
            let (status, answer) = try await Cards(demo: demo).send(
                #"{"conversationId":"c","templateId":"t","fields":{"title":"Hi","description":"<a href='jAva&#10;script:x()'>x</a>"}}"#
            )
            try expect(status == 422, "expected 422, got \(status) \(answer.text)")
            try expect(
                answer["problems"].elements.contains { $0["path"].string == "fields.description" },
                "the place is not named: \(answer.text)")
        },
    ]
}

/// Whoever sends cards.
private struct Cards {
    let demo: DemoEnvironment

    /// A conversation at the platform: it begins with what a customer sends.
    func beginConversation() async throws -> String {
        let customer = Customer(demo: demo)
        _ = try await customer.upload(Sample.text)
        let message = try await Agent(demo: demo).messages(of: customer, atLeast: 1)
        guard let id = message.first?["conversationId"].string else {
            throw Unmet("the platform names no conversation: \(message)")
        }
        return id
    }

    /// A card as the late answer of the bot whose session has the conversation's identifier.
    static func request(_ name: String, in conversation: String) -> String {
        """
        {"messageId":"\(name)","conversationId":"\(conversation)","templateId":"order-confirmation-v2",
         "fields":{"title":"Order Confirmation","description":"Your order has been **processed**.",
                   "actions":[{"label":"Track Order","type":"postback","value":"track:12345"}]},
         "bot":{"botId":"orders","botVersion":"1","botSessionId":"\(conversation)","languageCode":"en-us","intent":"order"}}
        """
    }

    func send(_ request: String) async throws -> (status: Int, json: JSON) {
        let fields: HTTPFields = ["Authorization": "Bearer \(DemoEnvironment.key)", "Content-Type": "application/json"]
        let response = try await demo.http.send(
            .init(method: .post, url: demo.gatewayURL + "/cards", fields: fields, body: Array(request.utf8)))
        return (response.status, try JSON(answer: response.body))
    }

    func statistics() async throws -> JSON {
        let fields: HTTPFields = ["Authorization": "Bearer \(DemoEnvironment.key)"]
        return try JSON(answer: try await demo.http.send(.init(url: demo.gatewayURL + "/cards/stats", fields: fields)).body)
    }
}
