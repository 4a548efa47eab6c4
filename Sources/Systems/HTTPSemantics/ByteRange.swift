/// What a `Range` field selects of a representation (RFC 9110, section 14).
public enum ByteRange: Sendable, Hashable {
    /// Everything: there is no range, or one that is ignored because it is malformed, has another unit, or asks for several parts.
    case whole
    /// One part: answer 206 with `Content-Range`.
    case part(Range<Int64>)
    /// Nothing of it exists: answer 416.
    case unsatisfiable

    /// Reads a `Range` field against the length of what it is asked of.
    ///
    /// A range that ends behind the end is cut; one that begins there is unsatisfiable.
    public init(_ field: String?, length: Int64) {
        self = field.flatMap { Self.parse($0, length) } ?? .whole
    }

    /// The `Content-Range` of a 206 or 416 answer; `nil` for the whole.
    public func contentRange(length: Int64) -> String? {
        switch self {
        case .whole: nil
        case .part(let range): "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
        case .unsatisfiable: "bytes */\(length)"
        }
    }

    private static func parse(_ field: String, _ length: Int64) -> ByteRange? {
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
        let ends = parts[1].drop { $0 == " " || $0 == "\t" }.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, false): return number(ends[1]).map { suffix($0, length) }
        case (false, true): return number(ends[0]).map { part($0, length - 1, length) }
        case (false, false):
            guard let first = number(ends[0]), let last = number(ends[1]), first <= last else { return nil }
            return part(first, last, length)
        case (true, true): return nil
        }
    }

    private static func part(_ first: Int64, _ last: Int64, _ length: Int64) -> ByteRange {
        first < length ? .part(first..<min(last, length - 1) + 1) : .unsatisfiable
    }

    private static func suffix(_ count: Int64, _ length: Int64) -> ByteRange {
        count > 0 && length > 0 ? .part(max(0, length - count)..<length) : .unsatisfiable
    }

    /// Digits alone; a number too large for any file counts as the largest.
    private static func number(_ text: Substring) -> Int64? {
        text.utf8.allSatisfy { 48...57 ~= $0 } ? Int64(text) ?? .max : nil
    }
}
