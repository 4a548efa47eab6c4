/// A text without all that hides words from a reader: lower case, no whitespace, no control or invisible characters.
struct Skeleton {
    /// ASCII as it is; everything else as one byte that belongs to no word.
    private var bytes: [UInt8] = []
    /// Whether whitespace stood before the byte.
    private var isAfterSpace: [Bool] = []

    private static let foreign: UInt8 = 0x80

    init(_ text: String) {
        bytes.reserveCapacity(text.utf8.count)
        isAfterSpace.reserveCapacity(text.utf8.count)
        var space = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0a, 0x0c, 0x0d, 0x20: space = true
            case 0..<0x20, 0x7f: break
            case 0x21..<0x7f: append(ASCII.lowercased(UInt8(scalar.value)), &space)
            default:
                if scalar.properties.isWhitespace {
                    space = true
                } else if ![.control, .format].contains(scalar.properties.generalCategory) {
                    append(Self.foreign, &space)
                }
            }
        }
    }

    private mutating func append(_ byte: UInt8, _ space: inout Bool) {
        bytes.append(byte)
        isAfterSpace.append(space)
        space = false
    }

    /// Everything that speaks against the text; each once. Each byte that ends one of the words is looked at once, from there back.
    func objections() -> [Objection] {
        var found: [Objection] = []
        for index in bytes.indices {
            if let objection = objection(endingAt: index), !found.contains(objection) { found.append(objection) }
        }
        return found
    }

    private func objection(endingAt index: Int) -> Objection? {
        switch bytes[index] {
        case UInt8(ascii: ":"):
            if ends("javascript", at: index) { return .javascriptURL }
            if ends("vbscript", at: index) { return .vbscriptURL }
            return ends("data", at: index) && startsWord(index - 4) ? .dataURL : nil
        case UInt8(ascii: "("): return ends("postmessage", at: index) ? .postMessage : nil
        case UInt8(ascii: "r"): return ends("window.opene", at: index) ? .windowOpener : nil
        case UInt8(ascii: "="): return isHandler(before: index) ? .handler : nil
        case UInt8(ascii: "k"): return isBlankTarget(endingAt: index) ? .blankTarget : nil
        default: return nil
        }
    }

    /// Whether a word ends right before an index.
    private func ends(_ word: StaticString, at index: Int) -> Bool {
        let start = index - word.utf8CodeUnitCount
        guard start >= 0 else { return false }
        return word.withUTF8Buffer { word in
            for offset in 0..<word.count where unsafe bytes[start + offset] != word[offset] { return false }
            return true
        }
    }

    private func startsWord(_ index: Int) -> Bool {
        index == 0 || isAfterSpace[index] || !ASCII.isName(bytes[index - 1])
    }

    /// Whether the word before a `=` is an attribute's name that starts with `on`; a parameter of an address is none.
    private func isHandler(before index: Int) -> Bool {
        var start = index
        while start > 0, ASCII.isName(bytes[start - 1]) {
            start -= 1
            if isAfterSpace[start] { break }
        }
        guard index - start > 2, bytes[start] == UInt8(ascii: "o"), bytes[start + 1] == UInt8(ascii: "n"),
            ASCII.isLetter(bytes[start + 2])
        else { return false }
        guard start > 0, !isAfterSpace[start] else { return true }
        return ![UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "."), UInt8(ascii: "=")].contains(bytes[start - 1])
    }

    /// Whether `target=_blank` ends here, quoted or not, without `noopener` before the tag would end.
    private func isBlankTarget(endingAt index: Int) -> Bool {
        guard ends("_blan", at: index) else { return false }
        var before = index - 5
        if before > 0, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[before - 1]) { before -= 1 }
        guard ends("target=", at: before) else { return false }
        // No tag of anybody's is longer, and so the look ahead costs no more than that.
        let tag = bytes[index...].prefix(200).prefix { $0 != UInt8(ascii: ">") }
        return !tag.contains("noopener".utf8)
    }
}
