import Cards
import JSON
import Testing

struct CheckTests {
    private let builder = CardBuilder()

    @Test func findsEveryProblemAtOnceWithItsPlace() {
        let request: JSON = [
            "conversationId": 5, "templateId": "t",
            "fields": [
                "title": "", "description": ["x"], "image": "http://x.example/y.png",
                "actions": [["label": "A", "value": "v"], ["label": "A", "value": "v"], ["type": "dance"], "x"],
            ],
        ]
        #expect(
            builder.places(request) == [
                "conversationId", "fields.title", "fields.description", "fields.image", "fields.actions[1].label",
                "fields.actions[1].value",
                "fields.actions[2].label", "fields.actions[2].type", "fields.actions[3]",
            ])
    }

    @Test(arguments: [
        ("{}", [""]), (#""x""#, [""]), ("[1, 2]", [""]), (#"{"card": {}}"#, [""]), (#"{"message": {"type": "Text"}}"#, [""]),
        (#"{"fields": {}}"#, ["conversationId", "templateId", "fields.title"]),
        (#"{"fields": "x"}"#, ["conversationId", "templateId", "fields"]),
        (#"{"templateMatrix": {}}"#, ["messageId", "templateMatrix.templateId", "components", "components"]),
        (#"{"type": "Structured"}"#, ["content", "content"]), (#"{"content": [{"contentType": "Dance"}]}"#, ["content"]),
        (#"{"content": [{"contentType": "Card", "card": {}}]}"#, ["content[0].card.title", "content[0].card.actions"]),
        (
            #"{"message": {"type": "webchat", "card": {"components": []}}}"#,
            ["message.card.messageId", "message.card.templateMatrix", "message.card.components"]
        ),
    ])
    func namesWhatIsMissing(_ request: String, _ places: [String]) throws {
        #expect(builder.places(try JSON(parsing: Array(request.utf8))) == places)
    }

    @Test func countsComponentsAtEveryLevel() {
        let row: JSON = ["type": "row", "components": .array(Array(repeating: ["type": "body", "text": "x"], count: 9))]
        let header: JSON = ["type": "header", "text": "x"]
        #expect(builder.problems(Samples.tutorial([header, row])) == [])
        #expect(builder.problems(Samples.tutorial([header, row, row])).first?.hasPrefix("components: has 21 components") == true)
    }

    @Test func limitsTheDepth() {
        let header: JSON = ["type": "header", "text": "x"]
        #expect(builder.problems(Samples.tutorial([header, Samples.nested(4)])) == [])
        #expect(
            builder.places(Samples.tutorial([header, Samples.nested(5)])) == [
                "components[1].components[0].components[0].components[0].components"
            ])
    }

    @Test(arguments: [
        ("title", 200), ("description", 2000),
    ])
    func limitsLengths(_ name: String, _ length: Int) {
        for (count, isRight) in [(length, true), (length + 1, false)] {
            var fields: [JSON.Member] = [.init("title", "x")].filter { $0.name != name }
            fields.append(.init(name, .string(String(repeating: "ä", count: count))))
            #expect(builder.places(Samples.order(with: .object(fields))).isEmpty == isRight)
        }
    }

    @Test func keepsToTheLimitsOfTheChannel() {
        let request: JSON = [
            "conversationId": "c", "templateId": "t", "channel": "whatsapp",
            "fields": [
                "title": "x",
                "actions": [
                    ["label": "Open", "type": "link", "value": "https://x.example"],
                    ["label": "A text of more than twenty", "value": "a"],
                    ["label": "C", "value": "c"], ["label": "D", "value": "d"],
                ],
            ],
        ]
        #expect(builder.places(request) == ["fields.actions[0]", "fields.actions[1].label", "fields.actions[3]"])
    }

    @Test func limitsCarousels() {
        func request(_ count: Int) -> JSON {
            Samples.order(with: ["cards": .array((0..<count).map { ["title": .string("Card \($0)")] })])
        }
        #expect(builder.places(request(10)) == [])
        #expect(builder.places(request(11)) == ["fields.cards"])
        #expect(builder.places(request(0)) == ["fields.cards"])
    }

    @Test func aButtonMayHaveTheSameTextOnAnotherCardButNotTheSameMeaning() {
        func request(_ payload: String) -> JSON {
            Samples.order(with: [
                "cards": [
                    ["title": "A", "actions": [["label": "Choose", "value": "a"]]],
                    ["title": "B", "actions": [["label": "Choose", "value": .string(payload)]]],
                ]
            ])
        }
        #expect(builder.places(request("b")) == [])
        #expect(builder.places(request("a")) == ["fields.cards[1].actions[0].value"])
    }

    @Test(arguments: [
        ("https://shop.example", true), ("https://shop.example:8443/a?b=c&d=(e)#f", true), ("https://127.0.0.1/x", true),
        ("http://shop.example", false),
        ("//shop.example", false), ("/orders", false), ("javascript:alert(1)", false), ("https://", false),
        ("https://user:pass@shop.example", false),
        ("https://shop.example/a b", false), ("https://shop.example/\"x", false), ("https://shop.example\\@evil.example", false),
        ("HTTPS://shop.example", false),
        ("https://shöp.example", true), ("https://shop.example:x", false), ("https://?x", false),
        ("https://shop.example/'x", false),
    ])
    func takesAbsoluteHTTPSAddressesOnly(_ address: String, _ isRight: Bool) {
        #expect(builder.places(Samples.order(with: ["title": "x", "image": .string(address)])).isEmpty == isRight)
    }

    @Test func tellsNothingOfTheCardInItsDescription() throws {
        #expect(throws: CardRefusal.self) { try builder.prepare(["fields": ["title": "secret"]]) }
        do { _ = try builder.prepare(["fields": ["title": "secret", "image": "secret"]]) } catch {
            #expect(!error.description.contains("secret"))
            #expect(!error.problems.contains { $0.reason.contains("secret") })
        }
    }
}
