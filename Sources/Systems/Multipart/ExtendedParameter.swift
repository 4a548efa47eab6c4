import HTTPSemantics

/// A parameter with its character set: `filename*=UTF-8''na%C3%AFve` (RFC 8187 section 3.2), or the same in numbered pieces,
/// each of them encoded or not (RFC 2231 sections 3 and 4.1).
enum ExtendedParameter {
    /// The parameter's value; `nil` when it is not there.
    ///
    /// - Throws: `MultipartError` with `invalidDisposition` when it is malformed, a piece is missing, or both forms are there.
    static func value(of name: String, in header: HeaderParameters) throws(MultipartError) -> String? {
        let given = header.all.filter { $0.name.hasPrefix(name + "*") }
        guard !given.isEmpty else { return nil }
        guard let value = given.count == 1 && given[0].name == name + "*" ? decode(given[0].value) : join(given, name) else {
            throw MultipartError(.invalidDisposition)
        }
        return value
    }

    private static func decode(_ text: String) -> String? {
        guard let (charset, encoded) = divide(text), let bytes = percentDecoded(encoded) else { return nil }
        return string(bytes, charset)
    }

    private static func join(_ given: [(name: String, value: String)], _ name: String) -> String? {
        var charset = "utf-8"
        var bytes: [UInt8] = []
        for index in given.indices {
            if let plain = given.first(where: { $0.name == "\(name)*\(index)" }) {
                bytes += plain.value.utf8
            } else if let encoded = given.first(where: { $0.name == "\(name)*\(index)*" }) {
                guard let (set, text) = index == 0 ? divide(encoded.value) : (charset, encoded.value),
                    let decoded = percentDecoded(text)
                else { return nil }
                charset = set
                bytes += decoded
            } else {
                return nil
            }
        }
        return string(bytes, charset)
    }

    /// Takes `charset'language'text` apart; the language says nothing to us.
    private static func divide(_ text: String) -> (charset: String, text: String)? {
        let pieces = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        return pieces.count == 3 ? (pieces[0].lowercased(), String(pieces[2])) : nil
    }

    private static func percentDecoded(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == .percent else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy(isHexadecimal),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { "0123456789abcdefABCDEF".utf8.contains(byte) }

    private static func string(_ bytes: [UInt8], _ charset: String) -> String? {
        switch charset {
        case "utf-8": String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: nil
        }
    }
}
