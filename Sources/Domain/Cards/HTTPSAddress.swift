internal import HTMLSanitizer

/// Absolute https addresses, and nothing that two readers could take for two different ones.
enum HTTPSAddress {
    private static let maximumLength = 2048

    /// The address in ASCII, its host in Punycode; `nil` when it is none, or its host mixes scripts.
    static func ascii(_ text: String) -> String? { InternationalAddress.ascii(text).flatMap { isRight($0) ? $0 : nil } }

    /// Whether a text is `https://host…` in the characters of RFC 3986, without user and password.
    static func isRight(_ text: String) -> Bool {
        let bytes = text.utf8
        guard text.hasPrefix("https://"), bytes.count <= maximumLength, bytes.allSatisfy(isAllowed) else { return false }
        let rest = bytes.dropFirst(8)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        return isAuthority(authority)
    }

    /// A name or number, and perhaps a port.
    private static func isAuthority(_ authority: Substring.UTF8View) -> Bool {
        let parts = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2, !host.isEmpty, host.first != UInt8(ascii: "."), host.count <= 253,
            host.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }),
            !host.elementsEqual("..".utf8)
        else { return false }
        return parts.count == 1 || (1...5).contains(parts[1].count) && parts[1].allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "&"), UInt8(ascii: "(")...UInt8(ascii: "/"), UInt8(ascii: ":"),
            UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: isLetterOrDigit(byte)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 && byte < 0x80
    }
}
