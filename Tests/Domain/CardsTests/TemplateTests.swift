import Cards
import JSON
import Testing

struct TemplateTests {
    private static let order = """
        {"fields": {"name": {"type": "text", "required": true}, "total": {"type": "number", "default": 0}, "note": {"type": "markdown"},
                    "track": {"type": "url", "required": true}, "more": {"type": "list", "default": []}},
         "card": {"title": "Order of {{name}}", "description": "Dear {{ name }}, **total** {{total}} {{note}}",
                  "actions": [{"label": "Track", "type": "link", "value": "{{track}}"}]}}
        """
    // The list is used nowhere above.
    private static let list = """
        {"fields": {"buttons": {"type": "list", "required": true}}, "card": {"title": "x", "actions": "{{buttons}}"}}
        """

    private func templates(_ files: (String, String)...) throws(CardRefusal) -> CardTemplates {
        try CardTemplates(files: files.map { (name: $0.0, bytes: Array($0.1.utf8)) })
    }

    private var builder: CardBuilder {
        get throws {
            let order = Self.order.replacing(#", "more": {"type": "list", "default": []}"#, with: "")
            return CardBuilder(templates: try templates(("order", order), ("list", Self.list)))
        }
    }

    @Test func fillsSlots() throws {
        let message = try builder.prepare([
            "conversationId": "c", "templateId": "order",
            "fields": ["name": "<b>*Ann* & Bob", "total": 12, "note": "*soon*", "track": "https://x.example/1"],
        ]).message
        #expect(message.tutorial["components"]?.array?[0]["text"] == "Order of *Ann* & Bob")
        #expect(
            message.tutorial["components"]?.array?[1]["text"]
                == "Dear &lt;b&gt;*Ann* &amp; Bob, <strong>total</strong> 12 <em>soon</em>")
        #expect(message.structured["content"]?.array?[0]["card"]?["actions"]?.array?[0]["url"] == "https://x.example/1")
    }

    @Test func slotsHaveTypesDefaultsAndMustBeThere() throws {
        let builder = try builder
        func places(_ fields: JSON) -> [String] {
            builder.places(["conversationId": "c", "templateId": "order", "fields": fields])
        }
        #expect(places(["name": "x", "track": "https://x.example"]) == [])
        #expect(
            places(["total": "x", "track": "http://x.example", "other": 1]).sorted() == [
                "fields.name", "fields.other", "fields.total", "fields.track",
            ])
        let list: JSON = ["conversationId": "c", "templateId": "list", "fields": ["buttons": Samples.buttons(2)]]
        #expect(try builder.prepare(list).message.tutorial["components"]?.array?.count == 2)
    }

    @Test func whatComesOfATemplateIsCleanedAndChecked() throws {
        let request: JSON = [
            "conversationId": "c", "templateId": "order",
            "fields": ["name": .string("java" + "script:x"), "track": "https://x.example"],
        ]
        #expect(try builder.places(request).contains("templates.order.title"))
    }

    @Test(arguments: [
        (#"{"card": {"title": "{{x}}"}}"#, "a.card"), (#"{"fields": {"x": {}}, "card": {"title": "y"}}"#, "a.fields.x"),
        (#"{"fields": {"x": {"type": "dance"}}, "card": {"title": "{{x}}"}}"#, "a.fields.x.type"),
        (#"{"fields": {"x": {"type": "number", "default": "y"}}, "card": {"title": "{{x}}"}}"#, "a.fields.x.default"),
        (#"{"card": {"description": "y"}}"#, "a.card.title"), (#"{"card": {"title": "y", "image": "/z"}}"#, "a.card.image"),
        (#"{}"#, "a.card"), (#"{"#, "a"),
    ])
    func areCheckedAtTheStart(_ file: String, _ place: String) throws {
        let refusal = #expect(throws: CardRefusal.self) { try templates(("a", file)) }
        #expect(refusal?.problems.map(\.path).contains(place) == true)
    }
}
