/// Markdown as CommonMark describes it, read by cmark, as HTML of the few elements that cards have: paragraphs, line ends, lists,
/// `<strong>`, `<em>`, `<a>`.
///
/// What markdown has besides keeps its words: headings become strong paragraphs, quotations and code plain ones, images links; a list that
/// does not start at 1 keeps its numbers. Each line end is one, and nothing is a link definition, which would vanish. HTML in the
/// text stays as it is: whoever shows the result cleans it first.
public enum CommonMark {
    /// A single paragraph stays without `<p>`, so that a plain text is itself.
    public static func html(_ source: String) -> String {
        guard !isPlain(source) else { return source }
        return DocumentWriter.html(of: withoutDefinitions(source))
    }

    /// A text that means itself in markdown and in the HTML that comes of it.
    public static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if character.isASCII && (character.isPunctuation || character.isSymbol) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// Whether a text has no mark of markdown or HTML at all.
    private static func isPlain(_ source: String) -> Bool {
        guard let first = source.utf8.first else { return true }
        switch first {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "~"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            return false
        default: return !source.utf8.contains(where: isMark)
        }
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
            UInt8(ascii: "`"), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0:
            true
        default: false
        }
    }

    /// `[note]: see below` is a sentence here.
    private static func withoutDefinitions(_ source: String) -> String {
        guard source.contains("]:") else { return source }
        return source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let text = line.drop { $0 == " " || $0 == ">" }
            guard text.first == "[", text.contains("]:") else { return String(line) }
            return String(line[..<text.startIndex]) + "\\" + text
        }.joined(separator: "\n")
    }
}
