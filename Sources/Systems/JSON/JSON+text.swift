extension JSON {
    /// The value as UTF-8, without blanks, members in their order.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// The same as a text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value for people: indented, but for arrays of plain values, which stay on one line.
    public var indentedText: String {
        var writer = JSONWriter()
        writer.write(self, indent: "")
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Writes values as JSON (RFC 8259).
///
/// Besides what must be escaped (section 7) are the other control characters: what a terminal could obey stays visible.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: JSON) {
        switch value {
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(member.name)
                bytes.append(UInt8(ascii: ":"))
                write(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        default: writeScalar(value)
        }
    }

    mutating func write(_ value: JSON, indent: String) {
        let inner = indent + "  "
        switch value {
        case .array(let elements) where !elements.contains(where: \.isObject):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes += ", ".utf8 }
                write(element, indent: "")
            }
            bytes.append(UInt8(ascii: "]"))
        case .array(let elements):
            writeLines(elements, "[", "]", indent) { $0.write($1, indent: inner) }
        case .object([]): bytes += "{}".utf8
        case .object(let members):
            writeLines(members, "{", "}", indent) { writer, member in
                writer.write(member.name)
                writer.bytes += ": ".utf8
                writer.write(member.value, indent: inner)
            }
        default: writeScalar(value)
        }
    }

    private mutating func writeLines<Item>(
        _ items: [Item], _ start: String, _ end: String, _ indent: String, _ write: (inout JSONWriter, Item) -> Void
    ) {
        bytes += "\(start)\n".utf8
        for (index, item) in items.enumerated() {
            if index > 0 { bytes += ",\n".utf8 }
            bytes += "\(indent)  ".utf8
            write(&self, item)
        }
        bytes += "\n\(indent)\(end)".utf8
    }

    private mutating func writeScalar(_ value: JSON) {
        switch value {
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value): bytes += (value.isFinite ? "\(value)" : "null").utf8
        case .string(let text): write(text)
        case .null, .array, .object: bytes += "null".utf8
        }
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let span = text.utf8Span.span
        var start = 0
        for index in span.indices where Self.isSpecial(span[index]) {
            let byte = span[index]
            // U+0080 to U+009F are the control characters of two bytes.
            if byte == 0xC2, index + 1 < span.count, span[index + 1] >= 0xA0 { continue }
            append(span, start..<index)
            start = index + (byte == 0xC2 ? 2 : 1)
            writeEscape(byte == 0xC2 ? span[index + 1] : byte)
        }
        append(span, start..<span.count)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ span: Span<UInt8>, _ range: Range<Int>) {
        unsafe span.extracting(range).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || byte == 0xC2
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\t"): bytes += "\\t".utf8
        default: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
        }
    }
}

extension JSON {
    fileprivate var isObject: Bool { if case .object = self { true } else { false } }
}
