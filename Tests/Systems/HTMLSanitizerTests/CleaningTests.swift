import HTMLSanitizer
import Testing

struct CleaningTests {
    private let sanitizer = HTMLSanitizer()

    @Test(arguments: [
        ("Your order has been processed.", "Your order has been processed."),
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ("<P CLASS=x ID=y>a<BR/>b", "<p>a<br>b</p>"),
        ("Tom & Jerry < 5 > 3", "Tom &amp; Jerry &lt; 5 &gt; 3"),
        (
            "<span style='color:RED; position:fixed; background-color: rgb(1, 2, 3)'>x</span>",
            #"<span style="color: red; background-color: rgb(1, 2, 3)">x</span>"#
        ),
        ("<span style='color:url(https://x.example)'>x</span>", "<span>x</span>"),
        (#"<div style="font-size: expression(1)">x</div>"#, "<div>x</div>"),
        ("<h1>Big</h1><table><tr><td>cell", "Bigcell"),
        ("<a href='https://x.example/?online=1&b=2' onmouseover>x</a>", #"<a href="https://x.example/?online=1&amp;b=2">x</a>"#),
        (
            "<a href='https://x.example/' target=_blank rel=noopener>x</a>",
            #"<a href="https://x.example/" target="_blank" rel="noopener noreferrer">x</a>"#
        ),
        ("<a href='http://x.example/'>x</a><a href='/y'>y</a>", "<a>x</a><a>y</a>"),
        ("a<script>b</script>c<style>d</style>e<!-- f -->g", "aceg"),
        ("a<svg><b>x</b></svg>b<math><mi>y</mi></math>c", "abc"),
        ("<noscript><p title='</noscript><b>x'>", ""),
        ("<textarea><b>x</textarea>y<template><b>z</b></template>", "y"),
        ("<b>x</p>y", "<b>x<p></p>y</b>"),
        ("a\u{0}b\u{7}c\r\nd", "abc\nd"),
        ("&#1;&#x1f600;&nbsp;", "\u{1f600}\u{a0}"),
        ("Dear <first name>", "Dear &lt;first name&gt;"), ("x<y and <b>y<0</b>", "x&lt;y and <b>y&lt;0</b>"),
        ("<anna@shop.example>", "&lt;anna@shop.example&gt;"), ("<b<i>x", "&lt;b<i>x</i>"), ("a<b", "a&lt;b"),
        ("", ""), (" ", " "),
    ])
    func writesOnlyWhatIsAllowed(_ html: String, _ expected: String) {
        #expect(sanitizer.html(html).text == expected)
    }

    @Test(arguments: [
        ("Tom & Jerry < 5 > 3", "Tom & Jerry < 5 > 3"),
        ("I <3 you &amp; you", "I <3 you &amp; you"),
        ("<p>a &amp; b</p><p>c</p>", "a & b\nc"),
        ("<<b>script>x</script>y", "< script>xy"),
        ("<<<<b>b>b>b>x", "<<< b>b>b>x"),
        ("a &lt;b&gt; <i>c</i>", "a < b> c"),
        ("<script>x</script>", ""),
        ("a <b", "a < b"), ("x<y and y<0", "x< y and y<0"), ("Dear <first name>", "Dear < first name>"),
        ("<anna@shop.example>", "< anna@shop.example>"), ("<https://shop.example/>", "< https://shop.example/>"),
        ("a</x>b", "a< /x>b"),
        ("one<br>two", "one\ntwo"),
    ])
    func takesMarkupOutOfPlainText(_ text: String, _ expected: String) {
        #expect(sanitizer.plain(text).text == expected)
    }

    @Test func givesTheTextOfHTML() {
        #expect(sanitizer.plain(fromHTML: "<p>Tom &amp; <b>Jerry</b></p><p>&lt;3</p>").text == "Tom & Jerry\n<3")
        #expect(sanitizer.plain(fromHTML: "plain").text == "plain")
    }

    /// Written out, a quotation mark is six bytes.
    @Test func refusesWhatGrowsTooLongToBeLookedAtAgain() {
        let text = "& " + String(repeating: "\"", count: 5000)
        #expect(HTMLSanitizer().html(text).objections == [.tooLong] && HTMLSanitizer().html(text).text.isEmpty)
    }

    @Test func cleaningTwiceChangesNothing() throws {
        for text in try Vectors.own + Vectors.others() + [
            "<p><table><p>x", "<a><div><a>x</a>", "<b><p></b>x", "<ol><li><ol><p><li>", "a&#13;b&#7;",
        ] {
            let html = sanitizer.html(text).text
            #expect(sanitizer.html(html).text == html)
            let plain = sanitizer.plain(text).text
            #expect(sanitizer.plain(plain).text == plain)
        }
    }
}
