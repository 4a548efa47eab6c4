import CommonMark
import Testing

struct CommonMarkTests {
    @Test(arguments: [
        ("plain text, 5 % off: x=1", "plain text, 5 % off: x=1"), ("a\nb", "a<br>b"), ("a\n\nb", "<p>a</p><p>b</p>"),
        ("**a** *b* __c__ _d_", "<strong>a</strong> <em>b</em> <strong>c</strong> <em>d</em>"),
        ("snake_case_name 2 * 3", "snake_case_name 2 * 3"), (#"\*a\* \<b\>"#, "*a* &lt;b&gt;"),
        ("- a\n- b\n\nc", "<ul><li>a</li><li>b</li></ul><p>c</p>"), ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n\n  b\n- c", "<ul><li>a<br>b</li><li>c</li></ul>"), ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("[x](https://a.example/?b=1&c=2)", #"<a href="https://a.example/?b=1&amp;c=2">x</a>"#),
        ("<https://a.example/>", #"<a href="https://a.example/">https://a.example/</a>"#), ("", ""),
    ])
    func readsWhatCardsHave(_ source: String, _ html: String) { #expect(CommonMark.html(source) == html) }

    /// What markdown has besides loses no words.
    @Test(arguments: [
        ("# Big\nsmall", "<p><strong>Big</strong></p><p>small</p>"), ("> quoted", "<p>quoted</p>"), ("a `b<c` d", "a b&lt;c d"),
        ("    indented\n    code", "<p>indented<br>code</p>"), ("```\na\n```", "<p>a</p>"), ("2024. A year", "<p>2024. A year</p>"),
        ("3. a\n4. b", "<p>3. a<br>4. b</p>"), ("![alt](https://a.example/x.png)", #"<a href="https://a.example/x.png">alt</a>"#),
        ("[note]: see below", "[note]: see below"), ("x<y and y<0", "x&lt;y and y&lt;0"), ("AT&amp;T & Co", "AT&amp;T &amp; Co"),
        ("<first name>", "<first name>"), ("a\u{0}b\n", "a\u{FFFD}b"),
    ])
    func keepsWords(_ source: String, _ html: String) { #expect(CommonMark.html(source) == html) }

    @Test(arguments: ["*a* _b_ [c](d) <e> & `f` \\g", "1. x", "- y", "# z", "> q", "![i](j)", "[r]: s", "a~b+c=d|e"])
    func readsBackWhatItEscapes(_ text: String) {
        let html = CommonMark.html(CommonMark.escaped(text))
        let shown = html.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&amp;", with: "&")
        #expect(shown == text)
    }

    @Test(arguments: ["**a _b ", "[a](", "> ", "- ", "`", "![", "*", "<", "&#1;", "[a]: b\n", "  - a\n"])
    func hostileTextsCostLittle(_ piece: String) {
        let text = String(repeating: piece, count: 64 * 1024 / piece.utf8.count)
        #expect(CommonMark.html(text).utf8.count < 16 << 20)
    }
}
