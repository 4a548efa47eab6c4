internal import Foundation

/// One encoded word: a character set, `B` for base64 or `Q` for hexadecimal escapes, and the bytes (RFC 2047 section 2).
struct EncodedWord {
    private let characterSet: String
    private let bytes: [UInt8]

    /// Senders write longer ones than the 75 bytes of the standard.
    private static let maximumBytes = 4096

    /// Takes a word off the front; `nil` when there is none, and nothing is taken.
    init?(takenFrom rest: inout ArraySlice<UInt8>) {
        guard rest.starts(with: "=?".utf8) else { return nil }
        let parts = rest.dropFirst(2).prefix(Self.maximumBytes).split(
            separator: UInt8(ascii: "?"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].count == 1, let encoding = parts[1].first, let end = Self.end(of: parts[2]),
            let bytes = Self.decode(parts[2][..<end], by: encoding)
        else { return nil }
        // A language may follow the character set (RFC 2231 section 5).
        characterSet = String(decoding: parts[0].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self).lowercased()
        self.bytes = bytes
        rest = rest[(end + 2)...]
    }

    private init(_ characterSet: String, _ bytes: [UInt8]) {
        self.characterSet = characterSet
        self.bytes = bytes
    }

    /// What the word says. Of bytes that its character set does not have, or that are in no known one, the ASCII letters are left.
    var text: String {
        CharacterSets.decode(bytes, characterSet)
            ?? String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }

    /// Both words in one; `nil` when they are of two character sets.
    func joined(with next: EncodedWord) -> EncodedWord? {
        characterSet == next.characterSet ? EncodedWord(characterSet, bytes + next.bytes) : nil
    }

    /// Where `?=` stands.
    private static func end(of text: ArraySlice<UInt8>) -> Int? {
        zip(text.indices, zip(text, text.dropFirst())).first { $0.1 == (UInt8(ascii: "?"), UInt8(ascii: "=")) }?.0
    }

    private static func decode(_ text: ArraySlice<UInt8>, by encoding: UInt8) -> [UInt8]? {
        switch encoding | 0x20 {
        case UInt8(ascii: "b"): base64(text)
        case UInt8(ascii: "q"): quoted(text)
        default: nil
        }
    }

    /// Without its padding as well.
    private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let digits = text.filter { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: " ") }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
        return Data(base64Encoded: Data(digits + padding)).map { Array($0) }
    }

    /// An underscore is a blank, `=E9` a byte; an escape that is none stands for itself.
    private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), let value = hexadecimal(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte)
            }
        }
        return bytes
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.first != UInt8(ascii: "+") else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
