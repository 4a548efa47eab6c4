import Testing

@testable import HTMLSanitizer

@Suite struct SimpleMarkupTests {
    /// No literal can hold it.
    private static let noncharacter = String(decoding: [0xef, 0xb7, 0x90] as [UInt8], as: UTF8.self)
    private static let pieces = [
        "a", "b c", " ", "\n", "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<br>", "<strong>", "</strong>", "<span>", "</span>",
        "<em>",
        "</em>", "<u>", "</u>", "&amp;", "&lt;", "&gt;", "&quot;", "&", "& ", "&a", "<", ">", "</", "é", "—", "😀", "\u{feff}",
        "\u{80}",
        "\u{fffe}", "\u{ffff}", "\u{1fffe}", noncharacter, "\u{bfff}x", "\t", "\u{0}", "\r", "\u{c}", "\u{7f}", "<B>", "<br/>",
        "</br>", "<div>",
    ]

    /// Reads many texts of every kind of piece in both ways. The texts are the same at every run.
    @Test func readsWhatGumboReads() {
        var state: UInt64 = 42
        func next(_ limit: Int) -> Int {
            // Knuth's numbers (MMIX).
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var simple = 0
        for number in 0..<60_000 {
            // Most texts of the first pieces alone, which are those that are read.
            let kinds = number % 3 == 0 ? Self.pieces.count : 26
            let text = (0..<next(9)).map { _ in Self.pieces[next(kinds)] }.joined()
            guard let markup = Markup(simple: text) else { continue }
            simple += 1
            let parsed = Markup(gumbo: text)
            #expect(markup.events == parsed.events && markup.depth == parsed.depth, "\(text.debugDescription)")
            // Nobody looks at what was written of it a second time.
            let written = AllowedMarkup.rewrite(markup).text
            #expect(AllowedMarkup.rewrite(Markup(gumbo: written)).text == written, "\(text.debugDescription)")
            #expect(HTMLSanitizer().html(written) == HTMLSanitizer().html(text), "\(text.debugDescription)")
        }
        #expect(simple > 1000)
    }

    @Test(arguments: [
        ("<b>x</b> & <i>y<br>z</i>", true), ("<p>a</p><p>b</p>", true), ("<b><i><u>x</u></i></b>", true), ("", true),
        ("<b><i><u><em>x</em></u></i></b>", false), ("<b>x", false), ("<b><p>x</p></b>", false), ("<p><p>x</p></p>", false),
        ("<b>x</i></b>", false), ("&amp", false), ("&#60;", false), ("&copy;", false), ("<b class=x>y</b>", false),
        ("<b >x</b >", false),
        ("</br>", false), ("a<", false), ("<b", false), ("x</", false),
    ])
    func leavesToGumboWhatCanMeanMore(_ text: String, _ isSimple: Bool) {
        #expect((Markup(simple: text) != nil) == isSimple)
    }
}
