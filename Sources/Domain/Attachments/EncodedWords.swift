/// Encoded words in a file's name: `=?utf-8?B?w7xiZXIucGRm?=` (RFC 2047).
///
/// The standard forbids them in parameters, but Spring, .NET and mail programs write them there, and Chromium and mail readers decode them.
enum EncodedWords {
    /// The text with its words decoded once; the rest stays as it is.
    ///
    /// Blanks between two words belong to neither, and a character may be cut between them (section 6.2).
    static func decoded(_ text: String) -> String {
        guard text.contains(mark) else { return text }
        var result = ""
        var last: EncodedWord?
        var gap: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            guard let word = EncodedWord(takenFrom: &rest) else {
                gap.append(byte)
                rest.removeFirst()
                continue
            }
            if let before = last, gap.allSatisfy(isBlank) {
                last = before.joined(with: word)
                if last == nil { result += before.text }
            } else {
                result += (last?.text ?? "") + String(decoding: gap, as: UTF8.self)
                last = nil
            }
            last = last ?? word
            gap = []
        }
        return result + (last?.text ?? "") + String(decoding: gap, as: UTF8.self)
    }

    /// The text without anything that a reader takes for the beginning of a word.
    static func neutralized(_ text: String) -> String { text.replacing(mark, with: "=_") }

    private static let mark = "=?"

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
