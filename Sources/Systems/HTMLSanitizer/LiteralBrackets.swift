/// Angle brackets that are words and not markup: comparisons, placeholders, addresses. A browser would take `<first name>` or `x<y`
/// for a tag of an element that it does not know, and show nothing of it.
enum LiteralBrackets {
    /// Writes `&lt;` where what follows is no tag of an element of HTML: the words are then shown, and read the same in every round.
    static func escaped(_ html: String) -> String { rewritten(html, with: "&lt;") { !$0 } ?? html }

    /// Puts a blank behind each `<` that begins no tag of HTML's, so that no client takes it for one; `nil` when there is none.
    static func separated(_ text: String) -> String? { rewritten(text, with: "< ") { !$0 } }

    /// The same behind each `<` of a text that is known to have no markup, whatever follows it.
    static func allSeparated(_ text: String) -> String? { rewritten(text, with: "< ") { _ in true } }

    /// - Parameter isLiteral: whether a bracket is a word, by whether it begins a tag, a comment or the like of HTML's.
    private static func rewritten(_ text: String, with replacement: String, _ isLiteral: (Bool) -> Bool) -> String? {
        let bytes = text.utf8Span.span
        // Behind the last of them nothing is closed any more.
        var lastEnd = bytes.count - 1
        while lastEnd >= 0, bytes[lastEnd] != UInt8(ascii: ">") { lastEnd -= 1 }
        var result: [UInt8] = []
        var start = 0
        for index in bytes.indices where Markup.starts(in: bytes, at: index) {
            guard isLiteral(index < lastEnd && isHTML(bytes, at: index)) else { continue }
            for place in start..<index { result.append(bytes[place]) }
            result += replacement.utf8
            start = index + 1
        }
        guard start > 0 else { return nil }
        for place in start..<bytes.count { result.append(bytes[place]) }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether a `<` begins a tag of an element that HTML knows, a comment, or a declaration.
    private static func isHTML(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        let isEnd = bytes[index + 1] == UInt8(ascii: "/")
        let start = index + (isEnd ? 2 : 1)
        var name: [UInt8] = []
        for place in start..<min(bytes.count, start + longestName + 1) {
            if isNameEnd(bytes[place]) { break }
            name.append(ASCII.lowercased(bytes[place]))
        }
        guard let first = name.first, ASCII.isLetter(first) else { return !isEnd && isDeclaration(bytes, at: index) }
        return elements.contains(String(decoding: name, as: UTF8.self))
    }

    /// Whether a `<` begins a comment, a document type or a CDATA section.
    private static func isDeclaration(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        guard bytes[index + 1] == UInt8(ascii: "!"), index + 2 < bytes.count else { return false }
        return [UInt8(ascii: "-"), UInt8(ascii: "["), UInt8(ascii: "d")].contains(ASCII.lowercased(bytes[index + 2]))
    }

    /// Whether a text has one of those, which no reader sees.
    static func hasDeclaration(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        return bytes.indices.contains { Markup.starts(in: bytes, at: $0) && isDeclaration(bytes, at: $0) }
    }

    private static func isNameEnd(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }

    private static let longestName = elements.map(\.utf8.count).max() ?? 0

    /// The elements of the HTML Standard (section 4, and section 16.2 for those that are obsolete), and the roots of SVG and MathML.
    private static let elements: Set<String> = [
        "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont", "bdi", "bdo",
        "bgsound",
        "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup",
        "data",
        "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption",
        "figure",
        "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html",
        "i",
        "iframe", "image", "img", "input", "ins", "isindex", "kbd", "keygen", "label", "legend", "li", "link", "listing", "main",
        "map",
        "mark", "marquee", "math", "menu", "menuitem", "meta", "meter", "multicol", "nav", "nextid", "nobr", "noembed", "noframes",
        "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "plaintext", "portal", "pre",
        "progress", "q",
        "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small", "source", "spacer",
        "span",
        "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th",
        "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
    ]
}
