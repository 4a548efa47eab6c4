import Cards
import Foundation
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

    @Test(arguments: [
        "{}", "[]", #"{"a":[1,-2.5,true,false,null,"x\n\"\\"]}"#, #""äß😀""#, "0", "-0.5", "1e+30",
    ])
    func readsWhatItWrites(_ text: String) throws {
        let json = try JSON(parsing: Array(text.utf8))
        #expect(try JSON(parsing: json.bytes) == json)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "1.", "-", "tru", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\n\"", "1 2", "{a:1}",
        "'x'", "\"abc", "\u{feff}1", "1e999", String(repeating: "[", count: 33),
    ])
    func refusesWhatIsNoJSON(_ text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func refusesBytesThatAreNoUTF8() throws {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xff, 0x22]) }
        #expect(try JSON(parsing: Array(#""\u00e4\ud83d\ude00""#.utf8)) == "ä😀")
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
