import JSON
import Observability

extension Format where Value == String {
    /// Any text that is not empty.
    static var text: Self { matching("a text that is not empty") { !$0.isEmpty } }

    /// A name that a route can carry as it is.
    static var routeName: Self {
        matching("a name of up to 64 lower-case letters, digits and hyphens") { name in
            (1...64).contains(name.utf8.count) && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// A digest, given back in lower case.
    static var sha256: Self {
        matching("64 hexadecimal digits: the output of `printf %s \"$KEY\" | sha256sum`", isSecret: true) { text in
            text.utf8.count == 64 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
        }.lowercased
    }

    /// An address of this machine to listen on; `localhost` is given back as the address that it stands for (RFC 6761 section 6.3).
    static var address: Self {
        Format("an IP address such as \"127.0.0.1\", \"0.0.0.0\" or \"::1\", or \"localhost\"") { given in
            given.text.flatMap { text in
                text.lowercased() == "localhost" ? "127.0.0.1" : Host.isAddress(text) ? text : nil
            }
        } write: {
            .string($0)
        }
    }

    /// IP addresses that begin with the same bits (RFC 4632 section 3.1).
    static var addressRange: Self {
        matching("an IP address such as \"10.0.0.5\", or a range such as \"10.0.0.0/8\" or \"fd00::/8\"") { text in
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, Host.isAddress(String(parts[0])) else { return false }
            let width = parts[0].contains(":") ? 128 : 32
            return parts.count == 1 || parts[1].allSatisfy(\.isNumber) && Int(parts[1]).map { 0...width ~= $0 } ?? false
        }
    }

    /// A host without scheme and path, given back in lower case.
    static var host: Self {
        matching("a Genesys Cloud domain such as \"mypurecloud.com\" or \"usw2.pure.cloud\", without https:// and login.") { text in
            Host.isName(text) && text.contains(".") && !text.hasPrefix("login.") && !text.hasPrefix("api.")
        }.lowercased
    }

    /// A bucket's name (Amazon S3 user guide, "General purpose bucket naming rules").
    static var bucket: Self {
        matching("a bucket name of 3 to 63 lower-case letters, digits, hyphens and dots") { name in
            (3...63).contains(name.utf8.count) && name.utf8.allSatisfy { isLetterOrDigit($0) || "-.".utf8.contains($0) }
        }
    }

    /// The name of a header field (RFC 9110, section 5.1).
    static var fieldName: Self {
        matching("the name of a header field") { name in
            (1...64).contains(name.utf8.count) && name.utf8.allSatisfy { isLetterOrDigit($0 | 0x20) || "-_".utf8.contains($0) }
        }
    }

    private var lowercased: Self {
        Format(expected: expected) { [read] given, place in
            read(given, place)?.lowercased()
        } write: {
            .string($0)
        }
    }

    private static func matching(_ expected: String, isSecret: Bool = false, _ isRight: @escaping (String) -> Bool) -> Self {
        Format(expected, isSecret: isSecret) { given in
            given.text.flatMap { isRight($0) ? $0 : nil }
        } write: {
            .string($0)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension Format where Value == Secret {
    /// A secret of at least so many characters.
    static func secret(atLeast minimum: Int) -> Self {
        let length = minimum > 1 ? " of at least \(minimum) characters; `openssl rand -hex 32` makes one" : ""
        return Format("a secret text\(length)", isSecret: true) { given in
            given.text.flatMap { $0.count >= minimum ? Secret($0) : nil }
        } write: {
            .string($0.description)
        }
    }
}

extension Format where Value: RawRepresentable<String> & CaseIterable {
    /// One of a closed set of words.
    static var choice: Self { choice(of: Array(Value.allCases)) }

    /// One of some of its words.
    static func choice(of values: [Value]) -> Self {
        let words = values.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        return Format("one of \(words)") { given in
            given.text.flatMap { word in values.first { $0.rawValue == word } }
        } write: {
            .string($0.rawValue)
        }
    }
}
