/// A host with or without a port, as `Host` and absolute targets name it (RFC 9110, section 4.2; RFC 3986, section 3.2).
enum Authority {
    /// Whether it is one. Credentials are an error there (RFC 9110, section 4.2.4), and so is an empty host (section 4.2.1).
    static func isValid(_ text: Substring) -> Bool {
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]") else { return false }
            let address = text[text.index(after: text.startIndex)..<close]
            guard address.contains(":"), NetworkAddress(address) != nil else { return false }
            return isPort(text[text.index(after: close)...])
        }
        let host = text.prefix { $0 != ":" }
        return !host.isEmpty && isName(host) && isPort(text[host.endIndex...])
    }

    /// Nothing, or a colon and up to five digits, which may be missing.
    private static func isPort(_ text: Substring) -> Bool {
        guard let colon = text.first else { return true }
        let digits = text.dropFirst()
        return colon == ":" && digits.utf8.allSatisfy { 48...57 ~= $0 } && (digits.isEmpty || UInt16(digits) != nil)
    }

    /// `reg-name`: unreserved characters, sub-delimiters and escapes.
    private static func isName(_ host: Substring) -> Bool {
        var rest = host.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst(), let low = rest.popFirst(), isHexDigit(high), isHexDigit(low),
                    UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16).map(mayBeEscaped) == true
                else { return false }
            } else if !isAlphanumeric(byte), !"-._~!$&'()*+,;=".utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    /// What is decoded must not end the host, nor the line in which it is written.
    private static func mayBeEscaped(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7f && !"/?#@:\\[]".utf8.contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte || 97...102 ~= byte | 0x20 }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { 48...57 ~= byte || 97...122 ~= byte | 0x20 }
}
