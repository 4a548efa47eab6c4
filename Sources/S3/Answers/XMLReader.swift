/// Reads a small XML document into a tree. In linear time; of hostile documents nothing is expanded or fetched: a `<!DOCTYPE` is refused,
/// and of entities only the five of XML itself and characters by number are known.
struct XMLReader {
    /// Why a document is not read.
    enum Problem: Error {
        case malformed
        case tooDeep
        case tooManyElements
        /// Document types bring entities and addresses: S3 sends none.
        case documentType
    }

    static let maximumDepth = 16
    static let maximumElements = 50_000

    private let bytes: [UInt8]
    private var position = 0
    private var open: [XMLElement] = []
    private var texts: [[UInt8]] = []
    private var elements = 0

    /// Reads a whole document; the caller limits its length.
    static func read(_ bytes: [UInt8]) throws(Problem) -> XMLElement {
        var reader = XMLReader(bytes: bytes)
        return try reader.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func document() throws(Problem) -> XMLElement {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                try characters()
                continue
            }
            if let root = try markup() {
                try trailer()
                return root
            }
        }
        throw .malformed
    }

    /// Only blanks and comments may follow the root.
    private mutating func trailer() throws(Problem) {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<") {
                guard try skipDeclarations() else { throw .malformed }
            } else {
                try characters()
            }
        }
    }

    /// - Returns: the root once it is closed.
    private mutating func markup() throws(Problem) -> XMLElement? {
        if starts(with: "<![CDATA[") {
            guard !texts.isEmpty else { throw .malformed }
            position += 9
            texts[texts.count - 1] += try take(until: "]]>")
            return nil
        }
        if try skipDeclarations() { return nil }
        return starts(with: "</") ? try close() : try start()
    }

    private mutating func skipDeclarations() throws(Problem) -> Bool {
        if starts(with: "<!--") {
            position += 4
            _ = try take(until: "-->")
        } else if starts(with: "<?") {
            position += 2
            _ = try take(until: "?>")
        } else if starts(with: "<!") {
            throw .documentType
        } else {
            return false
        }
        return true
    }

    private mutating func start() throws(Problem) -> XMLElement? {
        position += 1
        let name = try name()
        let isEmpty = try skipAttributes()
        elements += 1
        guard elements <= Self.maximumElements else { throw .tooManyElements }
        guard open.count < Self.maximumDepth else { throw .tooDeep }
        open.append(XMLElement(name: name))
        texts.append([])
        return isEmpty ? try end() : nil
    }

    private mutating func close() throws(Problem) -> XMLElement? {
        position += 2
        guard try name() == open.last?.name else { throw .malformed }
        skipBlanks()
        guard next() == UInt8(ascii: ">") else { throw .malformed }
        return try end()
    }

    private mutating func end() throws(Problem) -> XMLElement? {
        guard var element = open.popLast(), let bytes = texts.popLast(), let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed
        }
        element.text = text
        if open.isEmpty { return element }
        open[open.count - 1].children.append(element)
        return nil
    }

    private mutating func characters() throws(Problem) {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
        if texts.isEmpty {
            guard bytes[start..<position].allSatisfy({ Self.isBlank($0) || $0 >= 0x80 && start == 0 }) else { throw .malformed }
        } else {
            texts[texts.count - 1] += try Self.unescaped(bytes[start..<position])
        }
    }

    /// The local part of a name.
    private mutating func name() throws(Problem) -> String {
        let start = position
        while position < bytes.count, !Self.isBlank(bytes[position]), !"/><=\"'&".utf8.contains(bytes[position]) { position += 1 }
        let name = bytes[start..<position]
        guard !name.isEmpty, let text = String(validating: name, as: UTF8.self) else { throw .malformed }
        return text.split(separator: ":").last.map(String.init) ?? text
    }

    /// - Returns: whether the element is an empty one.
    private mutating func skipAttributes() throws(Problem) -> Bool {
        while let byte = next() {
            switch byte {
            case UInt8(ascii: ">"): return false
            case UInt8(ascii: "/"):
                guard next() == UInt8(ascii: ">") else { throw .malformed }
                return true
            case UInt8(ascii: "\""): _ = try take(until: "\"")
            case UInt8(ascii: "'"): _ = try take(until: "'")
            case UInt8(ascii: "<"): throw .malformed
            default: continue
            }
        }
        throw .malformed
    }

    // MARK: Bytes

    private mutating func next() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    private func starts(with text: StaticString) -> Bool {
        bytes[position...].starts(with: "\(text)".utf8)
    }

    private mutating func take(until mark: String) throws(Problem) -> ArraySlice<UInt8> {
        let mark = Array(mark.utf8)
        let start = position
        while position + mark.count <= bytes.count {
            if bytes[position..<position + mark.count].elementsEqual(mark) {
                defer { position += mark.count }
                return bytes[start..<position]
            }
            position += 1
        }
        throw .malformed
    }

    private mutating func skipBlanks() {
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    /// Puts characters in the place of their references; what follows each `&` must be one.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) throws(Problem) -> [UInt8] {
        var pieces = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        var result = Array(pieces.removeFirst())
        for piece in pieces {
            guard let end = piece.prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let character = character(named: Substring(decoding: piece[..<end], as: UTF8.self))
            else { throw .malformed }
            result += "\(character)".utf8
            result += piece[(end + 1)...]
        }
        return result
    }

    private static func character(named name: Substring) -> Unicode.Scalar? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        default:
            if name.hasPrefix("#x") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
            } else {
                nil
            }
        }
    }
}
