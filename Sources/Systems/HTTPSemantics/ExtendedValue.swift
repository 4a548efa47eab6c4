/// A parameter's value in a named character set: `UTF-8'en'%e2%82%ac` (RFC 8187), whole or in pieces (RFC 2231, section 3).
struct ExtendedValue {
    let text: String

    /// Reads the value of a `name*` parameter.
    init?(_ value: String) {
        guard let (characterSet, encoded) = Self.split(value), let bytes = PercentEncoding.bytes(of: encoded),
            let text = Self.decode(bytes, characterSet)
        else { return nil }
        self.text = text
    }

    /// Puts together `name*0`, `name*1*` and so on; a piece whose name ends in `*` is percent-encoded.
    ///
    /// The pieces stop at the first number that is missing. Mail programs write so, and some of them post forms.
    init?(continuations parameters: [String: String], of name: String) {
        var bytes: [UInt8] = []
        var characterSet = "utf-8"
        for index in 0... {
            if let piece = parameters["\(name)*\(index)"] {
                bytes += Array(piece.utf8)
            } else if let piece = parameters["\(name)*\(index)*"] {
                var encoded = piece[...]
                if index == 0 {
                    guard let (set, first) = Self.split(piece) else { return nil }
                    (characterSet, encoded) = (set, first)
                }
                guard let decoded = PercentEncoding.bytes(of: encoded) else { return nil }
                bytes += decoded
            } else if index == 0 {
                return nil
            } else {
                break
            }
        }
        guard let text = Self.decode(bytes, characterSet) else { return nil }
        self.text = text
    }

    private static func split(_ value: String) -> (characterSet: String, encoded: Substring)? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? (parts[0].lowercased(), parts[2]) : nil
    }

    private static func decode(_ bytes: [UInt8], _ characterSet: String) -> String? {
        switch characterSet {
        case "utf-8", "us-ascii": String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: nil
        }
    }
}
