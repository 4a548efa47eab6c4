import HTMLSanitizer
import Testing

struct ObjectionTests {
    private let sanitizer = HTMLSanitizer()

    @Test(arguments: [
        ("javascript:alert(1)", Objection.javascriptURL), ("JaVaScRiPt :x", .javascriptURL), ("java\tscr\nipt:x", .javascriptURL),
        ("java&#115;cript&colon;x", .javascriptURL), ("&amp;#106;avascript:x", .javascriptURL),
        ("java\u{0}script\u{200b}:x", .javascriptURL),
        ("<a href=\"&#x6A;avascript:x\">x</a>", .javascriptURL), ("<a href=\"\u{1}java\u{3}script:x\">x</a>", .javascriptURL),
        ("java<b></b>script:x", .javascriptURL), ("java<!-- -->script:x", .javascriptURL),
        ("<svg><a xlink:href='javascript:x'>x</a></svg>", .javascriptURL), ("vbscript:x", .vbscriptURL),
        ("v b s c r i p t : x", .vbscriptURL),
        ("data:text/html,x", .dataURL), ("see DATA :x", .dataURL), ("<img src='data:image/png;base64,AAAA'>", .dataURL),
        ("<img src=x onerror=alert(1)>", .handler), ("<b onclick>x</b>", .handler), ("x onload = y", .handler),
        ("\"onload=y", .handler),
        ("&lt;img src=x onerror=y&gt;", .handler), ("<svg/onload=x>", .handler), ("<noscript><img onerror=x></noscript>", .handler),
        ("postMessage(1)", .postMessage), ("parent . postMessage (1)", .postMessage), ("post\u{ad}Message(", .postMessage),
        ("window.opener", .windowOpener), ("WINDOW . opener.location", .windowOpener),
        ("<a href='https://x.example' target=_blank>x</a>", .blankTarget), ("<a target=\" _BLANK\">x</a>", .blankTarget),
        ("a target = '_blank' b", .blankTarget),
    ])
    func objects(to text: String, because expected: Objection) {
        #expect(sanitizer.html(text).objections.contains(expected))
        #expect(sanitizer.plain(text).objections.contains(expected))
    }

    @Test(arguments: [
        "Order 12:30, total = 5 (five)", "metadata: x", "JavaScript is a language", "Learn more on our site", "Option = 3",
        "once, on time",
        "https://shop.example/?online=1&once=2", "The window. Open it.", "post a message (please)", "Größe: 5 = fünf", "I <3 you",
        "<a href='https://x.example' target=_blank rel='nofollow noopener'>x</a>", "a target=\"_blank\" rel=\"noopener\" b",
    ])
    func findsNothingInHonestText(_ text: String) {
        #expect(sanitizer.html(text).objections == [])
        #expect(sanitizer.plain(text).objections == [])
    }

    @Test(arguments: [
        (String(repeating: "<", count: 1_000_000), Objection.tooLong), (String(repeating: "<b>", count: 300_000), .tooLong),
        (String(repeating: "&amp;", count: 200_000), .tooLong), (String(repeating: "<b>", count: 300), .tooManyTags),
        (String(repeating: "<div>", count: 100), .tooDeep), (String(repeating: "<!--", count: 257), .tooManyTags),
    ])
    func refusesWhatWouldCostTooMuch(_ text: String, because expected: Objection) {
        let cleaned = sanitizer.html(text)
        #expect(cleaned.objections == [expected])
        #expect(cleaned.text == "")
    }

    @Test func everyObjectionSaysWhatToDo() {
        for objection in Objection.allCases { #expect(objection.description.split(separator: ". ").count >= 2) }
    }
}
