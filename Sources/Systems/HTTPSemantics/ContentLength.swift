/// What fields announce of the length of a message's content (RFC 9110, section 8.6; RFC 9112, section 6.3).
public enum ContentLength: Sendable, Hashable {
    /// No field says anything.
    case absent
    /// In bytes; one that cannot be held is the largest that can.
    case bytes(Int64)
    /// The fields contradict each other, are no numbers, or stand beside a `Transfer-Encoding`: where the content ends cannot be known.
    case invalid

    /// Reads all lines of `Content-Length`. The same number several times, in one line or in many, is that number.
    public init(_ fields: HTTPFields) {
        let values = fields.values(of: "Content-Length").flatMap { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimming { $0 == " " || $0 == "\t" } }
        }
        guard let first = values.first else {
            self = .absent
            return
        }
        guard fields["Transfer-Encoding"] == nil, let length = Self.number(first),
            values.allSatisfy({ Self.number($0) == length })
        else {
            self = .invalid
            return
        }
        self = .bytes(length)
    }

    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        return Int64(text) ?? .max
    }
}

extension Substring {
    fileprivate func trimming(_ isBlank: (Character) -> Bool) -> Substring {
        let head = drop(while: isBlank)
        return head.lastIndex { !isBlank($0) }.map { head[...$0] } ?? ""
    }
}
