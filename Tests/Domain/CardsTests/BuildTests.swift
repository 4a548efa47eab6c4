import Cards
import JSON
import Testing

struct BuildTests {
    private let builder = CardBuilder()

    @Test func buildsTheTutorialsExampleAsTheTutorialDoes() throws {
        let message = try builder.prepare(Samples.order).message
        #expect(
            message.tutorial == [
                "messageId": "new-message",
                "templateMatrix": [
                    "templateId": "order-confirmation-v2", "layoutEngine": "flexbox", "version": "2.1",
                    "fallbackBehavior": "textOnly",
                ],
                "dynamicFields": try #require(Samples.order["fields"]),
                "components": [
                    ["type": "header", "text": "Order Confirmation", "style": "bold"],
                    ["type": "body", "text": "Your order has been processed successfully.", "markdown": true],
                    [
                        "type": "buttonGroup",
                        "buttons": [
                            ["label": "Track Order", "action": "postback", "payload": "track:12345", "style": "primary"],
                            ["label": "Contact Support", "action": "webchat", "payload": "support", "style": "primary"],
                        ],
                    ],
                ],
            ])
        #expect(
            (message.messageID, message.conversationID, message.templateID) == (
                "new-message", "webchat-session-1", "order-confirmation-v2"
            ))
    }

    @Test func buildsThePlatformsCard() throws {
        let fields: JSON = [
            "title": "Order 1", "description": "**Shipped** & on its way", "image": "https://shop.example/1.png",
            "actions": [
                ["label": "Track", "type": "link", "value": "https://shop.example/track?online=1"],
                ["label": "Help", "value": "help:1"],
            ],
        ]
        let message = try builder.prepare(Samples.order(with: fields)).message
        #expect(
            message.structured == [
                "type": "Structured", "text": "Order 1\nShipped & on its way",
                "content": [
                    [
                        "contentType": "Card",
                        "card": [
                            "title": "Order 1", "description": "Shipped & on its way", "image": "https://shop.example/1.png",
                            "actions": [
                                ["type": "Link", "text": "Track", "url": "https://shop.example/track?online=1"],
                                ["type": "Postback", "text": "Help", "payload": "help:1"],
                            ],
                        ],
                    ]
                ],
            ])
        #expect(message.tutorial["components"]?.array?[1]["text"] == "<strong>Shipped</strong> &amp; on its way")
    }

    @Test func buildsCarouselsAndQuickReplies() throws {
        let carousel = try builder.prepare(
            Samples.order(with: [
                "text": "Choose", "cards": [["title": "A", "actions": Samples.buttons(1)], ["title": "B", "description": "*b*"]],
            ])
        ).message
        #expect(carousel.structured["content"]?.array?[0]["carousel"]?["cards"]?.array?.count == 2)
        #expect(carousel.tutorial["cards"]?.array?[1]["components"]?.array?[1]["text"] == "<em>b</em>")
        let replies = try builder.prepare(
            Samples.order(with: ["text": "Sure?", "quickReplies": [["text": "Yes", "payload": "yes"], ["text": "No"]]])
        ).message
        #expect(
            replies.structured["content"] == [
                ["contentType": "QuickReply", "quickReply": ["text": "Yes", "payload": "yes", "action": "Message"]],
                ["contentType": "QuickReply", "quickReply": ["text": "No", "payload": "No", "action": "Message"]],
            ])
    }

    @Test func refusesOrCutsExtraButtonsAndSaysSo() throws {
        let request = Samples.order(with: ["title": "x", "actions": Samples.buttons(7)])
        #expect(builder.places(request) == ["fields.actions[5]", "fields.actions[6]"])
        var limits = CardLimits()
        limits.extraButtons = .cut
        let cutter = CardBuilder(limits: limits)
        let card = try cutter.prepare(request)
        #expect(card.message.structured["content"]?.array?[0]["card"]?["actions"]?.array?.count == 5)
        #expect(card.notices.map(\.path) == ["fields.actions[5]", "fields.actions[6]"])
        let buttons = (0..<7).map { JSON.object([.init("label", .string("b\($0)")), .init("payload", .string("p\($0)"))]) }
        let finished = try cutter.prepare(
            Samples.tutorial([["type": "header", "text": "x"], ["type": "buttonGroup", "buttons": .array(buttons)]]))
        #expect(finished.message.tutorial["components"]?.array?[1]["buttons"]?.array?.count == 5)
        #expect(finished.notices.map(\.path) == ["components[1].buttons[5]", "components[1].buttons[6]"])
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\nb", "a<br>b"), ("a\n\nb", "<p>a</p><p>b</p>"),
        ("**a** *b* __c__ _d_", "<strong>a</strong> <em>b</em> <strong>c</strong> <em>d</em>"),
        ("snake_case_name 2 * 3", "snake_case_name 2 * 3"), ("**open", "**open"), (#"\*a\* \<b\>"#, "*a* &lt;b&gt;"),
        ("- a\n- b\n\nc", "<ul><li>a</li><li>b</li></ul><p>c</p>"), ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("[x](https://a.example/?b=1&c=2)", #"<a href="https://a.example/?b=1&amp;c=2">x</a>"#), ("[x](/y) [z", "<a>x</a> [z"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"), ("<u>a</u> <x>b</x>", "<u>a</u> &lt;x&gt;b&lt;/x&gt;"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
    ])
    func turnsMarkdownIntoTheAllowedHTML(_ source: String, _ html: String) throws {
        let message = try builder.prepare(Samples.order(with: ["title": "x", "description": .string(source)])).message
        #expect(message.tutorial["components"]?.array?[1]["text"] == .string(html))
    }

    /// Comparisons, placeholders and addresses in angle brackets are words, and whoever sends them is told what became of them.
    @Test(arguments: [
        ("valid for x<y and y<0", "x< y and y<0", "x&lt;y and y&lt;0", true),
        ("write to <anna@shop.example> please", "anna@shop.example", ">anna@shop.example<", false),
        ("<https://shop.example/x?a=1>", "shop.example/x", #"<a href="https://shop.example/x?a=1">"#, false),
        ("Dear <first name>, welcome", "< first name>, welcome", "&lt;first name&gt;, welcome", true),
        ("type &lt;b&gt; for bold", "< b> for bold", "&lt;b&gt; for bold", true),
        ("5 < 6 > 4", "5 < 6 > 4", "5 &lt; 6 &gt; 4", false),
    ])
    func losesNoWords(_ description: String, _ plain: String, _ html: String, _ isTold: Bool) throws {
        let card = try builder.prepare(Samples.order(with: ["title": "x", "description": .string(description)]))
        let structured = try #require(card.message.structured["content"].array?.first["card"]["description"].string)
        #expect(structured.contains(plain))
        #expect(card.message.tutorial["components"].array?[1]["text"].string?.contains(html) == true)
        #expect(card.notices.contains { $0.path == "fields.description" } == isTold)
        #expect(try builder.prepare(card.message.tutorial).message.tutorial == card.message.tutorial)
    }

    @Test(arguments: [
        Samples.order,
        Samples.order(with: ["title": "Tom & Jerry <b>", "description": "a **b**\n\n<i>c</i> & d"]),
        Samples.order(with: ["text": "Choose", "cards": [["title": "A"], ["title": "B", "image": "https://x.example/y.png"]]]),
        Samples.tutorial([
            ["type": "header", "text": "<i>x</i>"],
            [
                "type": "column",
                "components": [["type": "body", "text": "<p class=x>a</p>b"], ["type": "note", "text": "<b>c</b>"]],
            ],
        ]),
    ])
    func whatIsFinishedComesOutTheSame(_ request: JSON) throws {
        let once = try builder.prepare(request).message
        #expect(try builder.prepare(once.tutorial).message.tutorial == once.tutorial)
        #expect(try builder.prepare(once.structured).message.structured == once.structured)
        #expect(try builder.prepare(once.json).message.tutorial == once.tutorial)
    }
}
