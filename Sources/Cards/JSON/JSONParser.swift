/// Reads JSON as RFC 8259 writes it, and nothing else: each name of an object once, no lone surrogates, no endless depth.
struct JSONParser {
    /// Arrays and objects in each other at most.
    private let maximumDepth: Int
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    /// Reads one value and nothing after it.
    ///
    /// - Throws: ``JSONError`` at the first byte that does not fit.
    static func parse(_ bytes: [UInt8], maximumDepth: Int) throws(JSONError) -> JSON {
        var parser = JSONParser(bytes, maximumDepth)
        let value = try parser.value()
        parser.skipBlanks()
        guard parser.index == bytes.count else { throw parser.error("nothing more") }
        return value
    }

    private init(_ bytes: [UInt8], _ maximumDepth: Int) { (self.bytes, self.maximumDepth) = (bytes, maximumDepth) }

    private mutating func value() throws(JSONError) -> JSON {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return .object(try nested { parser throws(JSONError) in try parser.members() })
        case UInt8(ascii: "["): return .array(try nested { parser throws(JSONError) in try parser.elements() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested<Content>(
        _ read: (inout JSONParser) throws(JSONError) -> Content
    ) throws(JSONError) -> Content {
        depth += 1
        guard depth <= maximumDepth else { throw error("arrays and objects less deep than \(maximumDepth)") }
        index += 1
        let content = try read(&self)
        depth -= 1
        return content
    }

    private mutating func members() throws(JSONError) -> [JSON.Member] {
        var members: [JSON.Member] = []
        var names: Set<String> = []
        if take("}") { return members }
        repeat {
            skipBlanks()
            let name = try string()
            guard names.insert(name).inserted else { throw error("each name once in an object") }
            guard take(":") else { throw error("':'") }
            members.append(JSON.Member(name, try value()))
        } while take(",")
        guard take("}") else { throw error("',' or '}'") }
        return members
    }

    private mutating func elements() throws(JSONError) -> [JSON] {
        var elements: [JSON] = []
        if take("]") { return elements }
        repeat { elements.append(try value()) } while take(",")
        guard take("]") else { throw error("',' or ']'") }
        return elements
    }

    private mutating func string() throws(JSONError) -> String {
        guard peek == UInt8(ascii: "\"") else { throw error("a string") }
        index += 1
        var text: [UInt8] = []
        var start = index
        while let byte = peek, byte >= 0x20 {
            index += 1
            if byte == UInt8(ascii: "\"") {
                text += bytes[start..<index - 1]
                guard let string = String(validating: text, as: UTF8.self) else { throw error("UTF-8") }
                return string
            }
            if byte == UInt8(ascii: "\\") {
                text += bytes[start..<index - 1]
                text += Array(String(try escaped()).utf8)
                start = index
            }
        }
        throw error("the end of a string")
    }

    private mutating func escaped() throws(JSONError) -> Character {
        guard let byte = peek else { throw error("the end of a string") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try scalar())
        default: throw error("an escape")
        }
    }

    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard 0xd800..<0xdc00 ~= first, take("\\", afterBlanks: false), take("u", afterBlanks: false) else {
            throw error("a whole surrogate pair")
        }
        let second = try codeUnit()
        guard 0xdc00..<0xe000 ~= second,
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xd800) << 10 + UInt32(second) - 0xdc00)
        else { throw error("a whole surrogate pair") }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw error("four digits") }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = index
        _ = take("-", afterBlanks: false)
        let whole = digits()
        guard whole == 1 || (whole > 1 && bytes[index - whole] != UInt8(ascii: "0")) else { throw error("a value") }
        var isWhole = true
        if take(".", afterBlanks: false) {
            isWhole = false
            guard digits() > 0 else { throw error("digits") }
        }
        if take("e", afterBlanks: false) || take("E", afterBlanks: false) {
            isWhole = false
            if !take("+", afterBlanks: false) { _ = take("-", afterBlanks: false) }
            guard digits() > 0 else { throw error("digits") }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard index - start <= 64, let number = Double(text), number.isFinite else { throw error("a number that can be held") }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { index += 1 }
        return index - start
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[index...].starts(with: word.utf8) else { throw error("a value") }
        index += word.utf8.count
        return value
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ character: Unicode.Scalar, afterBlanks: Bool = true) -> Bool {
        if afterBlanks { skipBlanks() }
        guard peek == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
    }

    private func error(_ expected: String) -> JSONError { JSONError(offset: index, expected: expected) }
}

/// A text that is no JSON.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The byte at which it stops being JSON.
    public let offset: Int
    let expected: String

    /// Where and what.
    public var description: String { "This is no JSON: expected \(expected) at byte \(offset). Correct it." }
}

extension JSON {
    /// Reads one JSON value and nothing after it.
    ///
    /// Stricter than most: a name twice in an object, or more levels than `maximumDepth`, is an error.
    /// - Throws: ``JSONError`` at the first byte that does not fit.
    public init(parsing bytes: [UInt8], maximumDepth: Int = 32) throws(JSONError) {
        self = try JSONParser.parse(bytes, maximumDepth: maximumDepth)
    }
}
