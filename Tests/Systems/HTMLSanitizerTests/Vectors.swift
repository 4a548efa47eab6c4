import Foundation
import Testing

/// Texts that try to run something, or to fetch something unasked.
enum Vectors {
    /// Ours, by the trick that each is about.
    static let own: [String] = plain + disguised + structural + foreign + mutating

    /// Those of cure53/DOMPurify's tests, where `LAZARET_CORPORA` names a folder that has them; none elsewhere.
    static func others() throws -> [String] {
        struct Vector: Decodable { let payload: String }
        guard let folder else { return [] }
        let file = URL(filePath: folder).appending(path: "html/dompurify-even.json")
        return try JSONDecoder().decode([Vector].self, from: try Data(contentsOf: file)).map(\.payload)
    }

    /// `nil` where nobody has said where other people's test data are.
    static let folder = ProcessInfo.processInfo.environment["LAZARET_CORPORA"]

    private static let plain = [
        "<script>run(1)</script>", "<img src=x onerror=run(2)>", "<svg onload=run(3)>", "<body onload=run(4)>",
        "<a href=javascript:run(5)>x</a>", "<iframe src=javascript:run(6)></iframe>", "<object data=javascript:run(7)></object>",
        "<embed src=javascript:run(8)>", "<form action=javascript:run(9)><input type=submit></form>",
        "<button formaction=javascript:run(10)>x</button>", "<meta http-equiv=refresh content='0;url=javascript:run(11)'>",
        "<link rel=stylesheet href=javascript:run(12)>", "<base href=javascript:run(13)//>", "<video src=x onerror=run(14)>",
        "<audio src=x onerror=run(15)>", "<details open ontoggle=run(16)>x</details>", "<input autofocus onfocus=run(17)>",
        "<marquee onstart=run(18)>x</marquee>", "<div style='background:url(javascript:run(19))'>x</div>",
        "<p style='width:expression(run(20))'>x</p>", "<a href=data:text/html,<script>run(21)</script>>x</a>",
        "<a href=vbscript:run(22)>x</a>", "<isindex action=javascript:run(23)>", "<img src=https://tracker.example/pixel.gif>",
    ]

    private static let disguised = [
        "<IMG SRC=x OnErRoR=run(30)>", "<a href='java\tscript:run(31)'>x</a>", "<a href='java\nscript:run(32)'>x</a>",
        "<a href=' javascript:run(33)'>x</a>", "<a href='&#106;avascript:run(34)'>x</a>",
        "<a href='&#x6a&#x61vascript:run(35)'>x</a>", "<a href='javascript&colon;run(36)'>x</a>",
        "<a href='\u{1}javascript:run(37)'>x</a>", "<a href='jav&Tab;ascript:run(38)'>x</a>",
        "<a href='JaVaScRiPt:run(39)'>x</a>", "<img src=x\u{0C}onerror=run(40)>", "<img/src=x/onerror=run(41)>",
        "<img src=\"x\"onerror=\"run(42)\">", "<img src='x' onerror\n=\nrun(43)>", "<<script>run(44)</script>",
        "<scr<script>ipt>run(45)</scr</script>ipt>", "<a href=\"javas\u{200B}cript:run(46)\">x</a>",
        "<a href='javascript:/*--></title></style>run(47)'>x</a>", "<a target=_blank href=https://example.com>x</a>",
        "<img src=`x` onerror=`run(48)`>", "&lt;script&gt;run(49)&lt;/script&gt;", "<a href='//example.com/'>x</a>",
    ]

    private static let structural = [
        "<p><b><i><u>" + String(repeating: "<div>", count: 200) + "<img src=x onerror=run(60)>",
        "<table><tr><td><script>run(61)</script></table>", "<select><option><script>run(62)</script></select>",
        "<template><script>run(63)</script></template>", "<!--><script>run(64)</script>-->",
        "<!-- --!><img src=x onerror=run(65)> -->",
        "<![CDATA[<script>run(66)</script>]]>", "<?xml version='1.0'?><script>run(67)</script>", "</p><img src=x onerror=run(68)>",
        "<a><a href=javascript:run(69)>x</a></a>", "<ul><li onclick=run(70)>x<ul><li><a href=javascript:run(71)>y</ul></ul>",
        "<plaintext><img src=x onerror=run(72)>", "<frameset onload=run(73)><frame src=javascript:run(74)></frameset>",
        "<noscript><p title=\"</noscript><img src=x onerror=run(75)>\">", "<div id=x tabindex=1 onactivate=run(76)>x</div>",
        "<form id=f></form><button form=f formaction=javascript:run(77)>x", "<keygen autofocus onfocus=run(78)>",
        "<textarea autofocus onfocus=run(79)>x</textarea>",
    ]

    private static let foreign = [
        "<svg><script>run(90)</script></svg>", "<svg><a xlink:href=javascript:run(91)><text y=20>x</text></a></svg>",
        "<svg><animate onbegin=run(92) attributeName=x dur=1s>", "<svg><set attributeName=onmouseover to=run(93)>",
        "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=run(94)/>#x'></svg>",
        "<svg><foreignObject><img src=x onerror=run(95)></foreignObject></svg>",
        "<svg><style><img src=x onerror=run(96)></style></svg>",
        "<math><a xlink:href=javascript:run(97)>x</a></math>", "<math href=javascript:run(98)>x</math>",
        "<math><maction actiontype=statusline xlink:href=javascript:run(99)>x</maction></math>",
        "<svg><desc><script>run(100)</script></desc></svg>", "<svg><title><img src=x onerror=run(101)></title></svg>",
    ]

    /// Whose meaning changes when a browser reads what a cleaner has written.
    private static let mutating = [
        "<noscript><style></noscript><img src=x onerror=run(120)></style>",
        "<svg></p><style><a title=\"</style><img src=x onerror=run(121)>\">",
        "<math><mtext><table><mglyph><style><img src=x onerror=run(122)></style></mglyph></table></mtext></math>",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=run(123)>",
        "<math><mi><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=run(124)&gt;\">",
        "<svg><p><style><g title=\"</style><img src=x onerror=run(125)>\"></p></svg>",
        "<listing>&lt;img src=x onerror=run(126)&gt;</listing>", "<xmp><p title=\"</xmp><img src=x onerror=run(127)>\"></p></xmp>",
        "<title><p title=\"</title><img src=x onerror=run(128)>\"></title>",
        "<iframe><p title=\"</iframe><img src=x onerror=run(129)>\"></iframe>",
        "<a title=\"&quot;&gt;&lt;img src=x onerror=run(130)&gt;\">x</a>", "<p title='`><img src=x onerror=run(131)>'>x</p>",
    ]
}
