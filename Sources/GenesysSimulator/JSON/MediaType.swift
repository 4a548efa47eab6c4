/// A media type's type and subtype, in lower case (RFC 2045, section 5.1).
struct MediaType: Sendable, Hashable, CustomStringConvertible {
    let type: String
    let subtype: String

    /// Reads `type/subtype`; `nil` when either is no token, or when parameters follow.
    init?(_ text: String) {
        let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isToken) else { return nil }
        type = String(parts[0])
        subtype = String(parts[1])
    }

    /// Reads a `Content-Type` field and leaves its parameters aside.
    init?(field: String) {
        let type = field.prefix { $0 != ";" }
        self.init(String(type.drop { $0 == " " }.prefix { $0 != " " }))
    }

    var description: String { "\(type)/\(subtype)" }

    /// Whether a pattern such as `image/*` or `*/*` covers this type.
    func matches(_ pattern: MediaType) -> Bool {
        (pattern.type == "*" || pattern.type == type) && (pattern.subtype == "*" || pattern.subtype == subtype)
    }

    private static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
