import Cards
import JSON
import Testing

/// Every string, wherever it stands.
struct CleanTests {
    private let builder = CardBuilder()
    private static let attack = "x <img src=x onerror=alert(1)>"
    private static let envelope = #""conversationId": "c", "templateId": "t""#
    private static let tutorial =
        #""messageId": "m", "templateMatrix": {"templateId": "t"}, "components": [{"type": "header", "text": "x""#

    @Test(arguments: [
        ("fields.title", #"{\#(envelope), "fields": {"title": "ATTACK"}}"#),
        ("fields.description", #"{\#(envelope), "fields": {"title": "x", "description": "ATTACK"}}"#),
        ("fields.actions[0].label", #"{\#(envelope), "fields": {"title": "x", "actions": [{"label": "ATTACK", "value": "v"}]}}"#),
        ("fields.actions[0].value", #"{\#(envelope), "fields": {"title": "x", "actions": [{"label": "x", "value": "ATTACK"}]}}"#),
        ("fields.extra.deep[0]", #"{\#(envelope), "fields": {"title": "x", "extra": {"deep": ["ATTACK"]}}}"#),
        ("conversationId", #"{"conversationId": "ATTACK", "templateId": "t", "fields": {"title": "x"}}"#),
        ("components[0].components[0].text", #"{\#(tutorial), "components": [{"type": "body", "text": "ATTACK"}]}]}"#),
        ("components[0].note", #"{\#(tutorial), "note": "ATTACK"}]}"#),
        ("components[0].x<script>", #"{\#(tutorial), "x<script>": "y"}]}"#),
        (
            "content[0].card.actions[0].text",
            #"{"content": [{"contentType": "Card", "card": {"title": "x", "actions": [{"type": "Postback", "text": "ATTACK", "payload": "p"}]}}]}"#
        ),
    ])
    func refusesAnAttackAtItsPlace(_ place: String, _ request: String) throws {
        let attack = try JSON(parsing: Array(request.replacing("ATTACK", with: Self.attack).utf8))
        #expect(builder.places(attack).contains(place))
        if request.contains("ATTACK") { #expect(builder.places(try JSON(parsing: Array(request.utf8))) == []) }
    }

    @Test(arguments: [
        "javascript:alert(1)", "&#106;avascript:x", "data:text/html,x", "vbscript:x", "parent.postMessage(1)", "window.opener",
    ])
    func refusesWhatTheTutorialRefusesWithAReason(_ text: String) {
        for name in ["title", "description"] {
            let fields: JSON = name == "title" ? ["title": .string(text)] : ["title": "x", "description": .string(text)]
            let problems = builder.problems(Samples.order(with: fields))
            #expect(problems.count == 1)
            #expect(problems.first?.hasPrefix("fields.\(name): contains '") == true)
        }
    }

    @Test func takesMarkupOutOfWhatIsShownAndKeepsTheAllowedInABody() throws {
        let message = try builder.prepare(
            Samples.tutorial([
                ["type": "header", "text": "<b>Order</b> <script>x</script>1"],
                ["type": "body", "text": "<h1>Hello</h1> <strong>you</strong><iframe src=x></iframe>"],
            ])
        ).message
        #expect(message.tutorial["components"]?.array?[0]["text"] == "Order 1")
        #expect(message.tutorial["components"]?.array?[1]["text"] == "Hello <strong>you</strong>")
        #expect(message.structured["content"]?.array?[0]["card"]?["description"] == "Hello you")
    }

    @Test(arguments: [
        ("[x](https://m\u{fc}ller.example/a?b=\u{fc})", "https://xn--mller-kva.example/a?b=%C3%BC"),
        ("<a href='https://B\u{dc}CHER.example/'>x</a>", "https://xn--bcher-kva.example/"),
        ("[x](https://shop.example/gr\u{f6}\u{df}e)", "https://shop.example/gr%C3%B6%C3%9Fe"),
    ])
    func linksKeepUmlauts(_ description: String, _ address: String) throws {
        let card = try builder.prepare(Samples.order(with: ["title": "x", "description": .string(description)]))
        #expect(card.message.tutorial["components"]?.array?[1]["text"] == .string("<a href=\"\(address)\">x</a>"))
        #expect(card.notices.isEmpty)
    }

    @Test func imagesAndActionsKeepUmlautDomains() throws {
        let address: JSON = "https://stra\u{df}e.m\u{fc}ller.example:8443/x"
        let fields: JSON = [
            "title": "x", "image": address, "link": address, "actions": [["label": "Go", "type": "link", "value": address]],
        ]
        let card = try builder.prepare(Samples.order(with: fields)).message.structured["content"]?.array?[0]["card"]
        for found in [card?["image"], card?["defaultAction"]?["url"], card?["actions"]?.array?[0]["url"]] {
            #expect(found == "https://xn--strae-oqa.xn--mller-kva.example:8443/x")
        }
    }

    /// A Cyrillic letter among Latin ones is refused where an address is due, and loses its link with a notice in a text.
    @Test func mixedScriptsAreNoAddress() throws {
        let address = "https://p\u{430}ypal.example/"
        #expect(builder.places(Samples.order(with: ["title": "x", "image": .string(address)])) == ["fields.image"])
        let card = try builder.prepare(Samples.order(with: ["title": "x", "description": .string("[x](\(address))")]))
        #expect(card.notices.map(\.path) == ["fields.description"])
        #expect(card.message.tutorial["components"]?.array?[1]["text"] == "<a>x</a>")
    }

    @Test(arguments: [
        ("[x](http://shop.example/)", true), ("![x](ftp://shop.example/)", true), ("a <img src='https://x.example/y.png'> b", true),
        ("a <textarea>words</textarea> b", true), ("a <!-- words --> b", true), ("<title>words</title> b", true),
        ("[x](https://shop.example/) **b** <i>c</i>", false),
    ])
    func whatIsTakenOutLeavesANotice(_ description: String, _ isNoticed: Bool) throws {
        let card = try builder.prepare(Samples.order(with: ["title": "x", "description": .string(description)]))
        #expect(card.notices.map(\.path) == (isNoticed ? ["fields.description"] : []))
    }

    @Test(arguments: ["x <script>words</script>", "x <a href='https://shop.example/'>y</a>", "x <!-- words -->"])
    func whatIsTakenOutOfATitleLeavesANotice(_ title: String) throws {
        let card = try builder.prepare(Samples.order(with: ["title": .string(title)]))
        #expect(card.notices.map(\.path) == ["fields.title"])
    }

    @Test func refusesWhatThePartsSayOnlyTogether() {
        #expect(builder.places(Samples.order(with: ["title": "java", "description": "script:x"])) == ["fields"])
    }

    @Test func keepsOrRefusesWhatIsSentBackButNeverChangesIt() {
        func places(_ payload: String) -> [String] {
            builder.places(Samples.order(with: ["title": "x", "actions": [["label": "x", "value": .string(payload)]]]))
        }
        #expect(places("a=1&b=2 < 3") == [])
        #expect(places("<b>x</b>") == ["fields.actions[0].value"])
        #expect(places("a\u{0}b") == ["fields.actions[0].value"])
    }

    @Test func hostileCardsCostLittle() throws {
        for text in [
            String(repeating: "<", count: 1_000_000), String(repeating: "<b>", count: 300_000),
            String(repeating: "[a](", count: 60_000),
            String(repeating: "**a _b ", count: 9_000), String(repeating: "&amp;", count: 200_000),
        ] {
            #expect(!builder.places(Samples.order(with: ["title": .string(text), "description": .string(text)])).isEmpty)
        }
        let deep = [UInt8](String(repeating: "[", count: 1_000_000).utf8)
        #expect(throws: JSONError.self) { try JSON(parsing: deep) }
        let many = JSON.array(Array(repeating: "x", count: 100_000))
        #expect(builder.places(Samples.order(with: ["title": "x", "actions": many])).count == 100)
    }
}
