import Cards
import Foundation
import JSON
import Testing

struct FormTests {
    @Test func aMessageCanLieInAnOutboxAsJSON() throws {
        let message = try CardBuilder().prepare(Samples.order).message
        let again = try JSONDecoder().decode(CardMessage.self, from: JSONEncoder().encode(message))
        #expect(again.messageID == message.messageID)
        #expect(again.conversationID == message.conversationID)
        #expect(try CardBuilder().prepare(again.tutorial).message.structured == message.structured)
        #expect(try JSONDecoder().decode(CardMessage.self, from: Data(message.json.bytes)) == again)
    }

    @Test func aPreviewShowsTheCardAndMayDoNothing() throws {
        let card = try CardBuilder().prepare(
            Samples.order(with: [
                "title": "Tom & \"Jerry\"", "description": "**bold**", "image": "https://x.example/y.png",
                "actions": [["label": "Go", "type": "link", "value": "https://x.example/?a=1&b=2"]],
            ]))
        let html = CardPreview(card).html
        for part in [
            "<h1>Tom &amp; &quot;Jerry&quot;</h1>", "<strong>bold</strong>", "src=\"https://x.example/y.png\"", "Go ↗",
            "default-src 'none'",
        ] {
            #expect(html.contains(part), "\(part)")
        }
        #expect(!html.contains("<script") && !html.contains("<a "))
    }
}
