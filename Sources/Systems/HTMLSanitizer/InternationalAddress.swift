/// Addresses with letters beyond ASCII, as every client reads them: the host in Punycode, the rest percent-encoded.
public enum InternationalAddress {
    /// The `https` address in ASCII; `nil` when a host has letters that could pass for those of another script.
    ///
    /// A label is ASCII or Latin. Hosts in other scripts are not converted (UTS 39, section 5.1, names the danger).
    public static func ascii(_ address: String) -> String? {
        guard !address.utf8.allSatisfy({ $0 < 0x80 }) else { return address }
        guard address.utf8.count <= 2048, address.prefix(8).lowercased() == "https://" else { return nil }
        let rest = address.unicodeScalars.dropFirst(8)
        let authority = rest.prefix { !["/", "?", "#"].contains($0) }
        guard let host = host(String(authority)) else { return nil }
        return "https://" + host + escaped(String(rest[authority.endIndex...]))
    }

    private static func host(_ authority: String) -> String? {
        var labels: [String] = []
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        for label in parts[0].split(separator: ".", omittingEmptySubsequences: false) {
            guard let written = ascii(label: String(label)) else { return nil }
            labels.append(written)
        }
        return labels.joined(separator: ".") + (parts.count > 1 ? ":\(parts[1])" : "")
    }

    private static func ascii(label: String) -> String? {
        guard !label.utf8.allSatisfy({ $0 < 0x80 }) else { return label }
        let label = Array(label.lowercased().unicodeScalars)
        guard label.count <= 63, label.allSatisfy(isLatin), label.first != "-", label.last != "-" else { return nil }
        let written = "xn--" + Punycode.encoded(label)
        return written.utf8.count <= 63 ? written : nil
    }

    /// Letters of Latin-1 and Latin Extended-A that stand for themselves (RFC 5892, appendix B), without those that look like another.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2d, 0x30...0x39, 0x61...0x7a, 0xdf...0xf6, 0xf8...0xff: true
        case 0x131, 0x133, 0x138, 0x140, 0x149, 0x17f: false
        case 0x100...0x17f: true
        default: false
        }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            if byte < 0x80 {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                escaped += "%" + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
