/// The beginning of a file whose bytes are characters.
///
/// What cannot be told from each other here need not be: bytes from 0x80 on are letters in every encoding of eight bits and in those of
/// East Asia, whichever it is. UTF-16 and UTF-32 are known by their byte order mark alone.
struct TextContent {
    /// Without the mark. UTF-16 and UTF-32 become bytes too; what is not ASCII becomes 0xFF, which no rule asks about.
    let characters: [UInt8]

    /// Reads the head; `nil` when something in it is no character.
    init?(_ bytes: FileBytes) {
        guard let first = bytes.head.first, !Self.isBinary(first) || Self.isMark(bytes.head) else { return nil }
        let characters = Self.characters(of: bytes.head)
        let end = bytes.isWhole ? Self.end(of: characters) : characters.count
        guard Self.isText(characters, upTo: end) else { return nil }
        self.characters = end == characters.count ? characters : Array(characters[..<end])
    }

    // MARK: Encodings

    /// The byte order mark says how wide a character is, and which of its bytes is the low one (Unicode, section 23.8).
    private static func characters(of head: [UInt8]) -> [UInt8] {
        if head.has([0xFF, 0xFE, 0, 0]) { return narrowed(head, width: 4, low: 0) }
        if head.has([0, 0, 0xFE, 0xFF]) { return narrowed(head, width: 4, low: 3) }
        if head.has([0xFF, 0xFE]) { return narrowed(head, width: 2, low: 0) }
        if head.has([0xFE, 0xFF]) { return narrowed(head, width: 2, low: 1) }
        return head.has([0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
    }

    private static func isMark(_ head: [UInt8]) -> Bool { head.has([0, 0, 0xFE, 0xFF]) }

    private static func narrowed(_ head: [UInt8], width: Int, low: Int) -> [UInt8] {
        stride(from: width, through: head.count - width, by: width).map { start in
            let isASCII = (0..<width).allSatisfy { $0 == low || head[start + $0] == 0 }
            return isASCII ? head[start + low] : 0xFF
        }
    }

    // MARK: Characters

    /// Programs for DOS ended a text with a mark.
    private static func end(of characters: [UInt8]) -> Int {
        var end = characters.count
        while end > 0, characters[end - 1] == 0x1A { end -= 1 }
        return end
    }

    /// Block by block, each without a branch: there are many.
    private static func isText(_ characters: [UInt8], upTo end: Int) -> Bool {
        var start = 0
        while start < end {
            let next = min(start + 1024, end)
            var found: UInt8 = 0
            for character in characters[start..<next] { found |= binaryMark(character) }
            if found != 0 { return false }
            start = next
        }
        return true
    }

    private static func isBinary(_ character: UInt8) -> Bool { binaryMark(character) != 0 }

    /// Not zero for the control characters that no text has: 00–06, 0E–1A and 1C–1F (WHATWG MIME Sniffing, "binary data byte", but for the
    /// bell, the backspace and the vertical tab, which terminals write into their logs).
    @inline(__always) private static func binaryMark(_ character: UInt8) -> UInt8 {
        (character < 0x07 ? 1 : 0) | (character &- 0x0E < 0x12 ? 1 : 0) & (character != 0x1B ? 1 : 0)
    }
}
