/// The first bytes of what libmagic takes for plain text, looked at once more as a browser would.
///
/// libmagic decides by the first two thousand bytes and knows some markup; a text that turns binary behind them, or that a browser would
/// show as a page (WHATWG MIME Sniffing, section 7.1), is not plain.
struct TextHead {
    /// UTF-16 and UTF-32 become bytes too; what is not ASCII becomes 0xFF, which no rule here asks about.
    private let characters: [UInt8]

    init(_ head: [UInt8]) {
        characters = Self.characters(of: head)
    }

    /// What the text is instead of plain; `nil` when it is plain.
    var mediaType: String? {
        characters.contains(where: Self.isBinary) ? "application/octet-stream" : markup
    }

    // MARK: Encodings

    /// The byte order mark says how wide a character is, and which of its bytes is the low one (Unicode, section 23.8).
    private static func characters(of head: [UInt8]) -> [UInt8] {
        if head.starts(with: [0xFF, 0xFE, 0, 0]) { return narrowed(head, width: 4, low: 0) }
        if head.starts(with: [0, 0, 0xFE, 0xFF]) { return narrowed(head, width: 4, low: 3) }
        if head.starts(with: [0xFF, 0xFE]) { return narrowed(head, width: 2, low: 0) }
        if head.starts(with: [0xFE, 0xFF]) { return narrowed(head, width: 2, low: 1) }
        return head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
    }

    private static func narrowed(_ head: [UInt8], width: Int, low: Int) -> [UInt8] {
        stride(from: width, through: head.count - width, by: width).map { start in
            let isASCII = (0..<width).allSatisfy { $0 == low || head[start + $0] == 0 }
            return isASCII ? head[start + low] : 0xFF
        }
    }

    /// The control characters that no text has (WHATWG MIME Sniffing, "binary data byte"), but for the bell, the backspace and the
    /// vertical tab, which terminals write into their logs.
    private static func isBinary(_ character: UInt8) -> Bool {
        character < 0x20 && binaryControls >> UInt32(character) & 1 == 1
    }

    /// A bit for each of the first 32 characters: 00–06, 0E–1A and 1C–1F are set. One test a character, for there are many.
    private static let binaryControls: UInt32 = 0b1111_0111_1111_1111_1100_0000_0111_1111

    // MARK: Markup

    /// The type of page that the text begins as, behind blanks and comments.
    private var markup: String? {
        var rest = characters[...]
        while true {
            rest = rest.drop { [0x09, 0x0A, 0x0C, 0x0D, 0x20].contains($0) }
            guard Self.starts(rest, with: "<!--") else { break }
            guard let end = rest.dropFirst(4).firstRange(of: Array("-->".utf8)) else { return "text/html" }
            rest = rest[end.upperBound...]
        }
        if Self.starts(rest, with: "<?xml") { return "application/xml" }
        if Self.starts(rest, with: "<?php") || Self.starts(rest, with: "<?=") { return "text/x-php" }
        if Self.starts(rest, with: "<!doctype") { return "text/html" }
        guard rest.first == UInt8(ascii: "<") else { return nil }
        let name = rest.dropFirst().prefix(16).prefix { Self.isLetterOrDigit($0) }
        let tag = String(decoding: name, as: UTF8.self).lowercased()
        return tag == "svg" ? "image/svg+xml" : Self.tags.contains(tag) ? "text/html" : nil
    }

    private static func starts(_ text: ArraySlice<UInt8>, with word: String) -> Bool {
        // Setting this bit makes a letter lower case and leaves the signs that are compared here alone.
        text.prefix(word.utf8.count).map { $0 >= 0x40 ? $0 | 0x20 : $0 } == Array(word.utf8)
    }

    private static func isLetterOrDigit(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// The tags by which WHATWG MIME Sniffing knows a page, and those that load or run something.
    private static let tags: Set<String> = [
        "a", "applet", "audio", "b", "base", "body", "br", "button", "div", "embed", "font", "form", "frameset", "h1", "head",
        "html",
        "iframe", "img", "input", "link", "math", "meta", "object", "p", "script", "span", "style", "table", "template", "title",
        "video",
        "xml", "xss",
    ]
}
