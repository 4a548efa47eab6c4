/// Reads along the characters of a text.
struct TextScanner {
    private(set) var rest: ArraySlice<UInt8>

    init(_ characters: [UInt8]) { rest = characters[...] }

    init(_ rest: ArraySlice<UInt8>) { self.rest = rest }

    var isAtEnd: Bool { rest.isEmpty }
    var next: UInt8? { rest.first }

    /// Whether the rest begins so; letters without regard to case, and the word in lower case.
    func starts(_ word: String) -> Bool {
        var place = rest.startIndex
        for letter in word.utf8 {
            guard place < rest.endIndex, Self.lower(rest[place]) == letter else { return false }
            place += 1
        }
        return true
    }

    /// Goes behind a word, if it is next.
    mutating func take(_ word: String) -> Bool {
        guard starts(word) else { return false }
        rest = rest.dropFirst(word.utf8.count)
        return true
    }

    /// Goes one character further; `false` at the end.
    mutating func skipOne() -> Bool { rest.popFirst() != nil }

    mutating func skipBlanks() { rest = rest.drop { Self.isBlank($0) } }

    /// Goes behind the next place where this stands; `false` when it stands nowhere.
    mutating func skip(behind word: String) -> Bool {
        let word = Array(word.utf8)
        var place = rest.startIndex
        while place <= rest.endIndex - word.count {
            if rest[place] == word[0], rest[place..<place + word.count].elementsEqual(word) {
                rest = rest[(place + word.count)...]
                return true
            }
            place += 1
        }
        return false
    }

    mutating func take(while isWanted: (UInt8) -> Bool) -> String {
        let taken = rest.prefix(while: isWanted)
        rest = rest[taken.endIndex...]
        return String(decoding: taken, as: UTF8.self)
    }

    /// The next line without its end; `nil` behind the last.
    mutating func line() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
        rest = rest[line.endIndex...]
        if rest.first == 0x0D { rest = rest.dropFirst() }
        if rest.first == 0x0A { rest = rest.dropFirst() }
        return line
    }

    static func lower(_ character: UInt8) -> UInt8 { (0x41...0x5A).contains(character) ? character | 0x20 : character }

    static func isBlank(_ character: UInt8) -> Bool { [0x09, 0x0A, 0x0C, 0x0D, 0x20].contains(character) }

    static func isLetterOrDigit(_ character: UInt8) -> Bool {
        switch lower(character) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
