public import Sockets

/// An absolute `http` or `https` URL, read so strictly that no two programs can take it for two hosts.
///
/// Parsers disagree on what RFC 3986 leaves open or WHATWG repairs: backslashes, credentials, blanks, percent-encoded hosts, and IPv4
/// addresses in octal, hexadecimal or fewer than four parts. Whatever they disagree on is refused here. Names are not changed beyond
/// lower case: internationalised ones must come in their ASCII form (RFC 5890).
public struct WebURL: Sendable, Hashable, CustomStringConvertible {
    /// The protocols.
    public enum Scheme: String, Sendable, Hashable {
        case http, https

        /// The port where none is written.
        public var port: UInt16 { self == .https ? 443 : 80 }
    }

    /// What stands for a machine.
    public enum Host: Sendable, Hashable, CustomStringConvertible {
        /// A host name in lower case, without a dot at the end.
        case name(String)
        /// An address that needs no resolver.
        case address(IPAddress)

        /// As it stands in a URL.
        public var description: String {
            switch self {
            case .name(let name): name
            case .address(let address): address.isV6 ? "[\(address)]" : "\(address)"
            }
        }
    }

    /// Whom the address speaks to: what credentials are bound to (RFC 6454, section 4).
    public struct Origin: Sendable, Hashable, CustomStringConvertible {
        /// The protocol.
        public let scheme: Scheme
        /// The machine.
        public let host: Host
        /// The port, written or not.
        public let port: UInt16

        /// As a URL begins; the scheme's own port is left out.
        public var description: String { "\(scheme.rawValue)://\(host)" + (port == scheme.port ? "" : ":\(port)") }
    }

    /// Scheme, host and port.
    public let origin: Origin
    /// Path and query as they came, beginning with a slash; may hold secrets.
    public let target: String

    /// Longer ones are refused.
    static let maximumBytes = 8192

    /// Reads an absolute URL; its fragment is dropped.
    /// - Throws: `EgressError`: `invalidURL`, or `forbiddenScheme` for other schemes.
    public init(_ text: String) throws(EgressError) {
        guard text.utf8.count <= Self.maximumBytes else { throw Self.invalid("it is longer than \(Self.maximumBytes) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !#"\"<>"#.utf8.contains($0) }) else {
            throw Self.invalid("it holds blanks, backslashes, quotes or characters beyond ASCII; percent-encode them")
        }
        guard let mark = text.firstRange(of: "://") else { throw Self.invalid("it is not absolute") }
        guard let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased()) else {
            throw EgressError(.forbiddenScheme, "The address is neither https nor http; only those are fetched.")
        }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        let target = rest.dropFirst(authority.count).prefix { $0 != "#" }
        origin = try Self.origin(scheme, authority)
        self.target = target.hasPrefix("/") ? String(target) : "/\(target)"
    }

    /// The whole address; may hold secrets.
    public var absolute: String { "\(origin)\(target)" }

    /// The origin alone.
    public var description: String { origin.description }

    static func invalid(_ reason: String) -> EgressError {
        EgressError(.invalidURL, "The address cannot be used: \(reason).")
    }
}

extension WebURL {
    private static func origin(_ scheme: Scheme, _ authority: Substring) throws(EgressError) -> Origin {
        guard !authority.contains("@") else { throw invalid("it holds credentials; send none in a URL") }
        guard let (hostText, portText) = parts(of: authority) else { throw invalid("its host or port is malformed") }
        guard let host = Host(hostText) else {
            throw invalid("its host is neither a name nor an address in the usual notation")
        }
        var port = scheme.port
        if let portText {
            guard (1...5).contains(portText.utf8.count), portText.utf8.allSatisfy({ 48...57 ~= $0 }), let number = UInt16(portText),
                number > 0
            else { throw invalid("its port is not a number from 1 to 65535") }
            port = number
        }
        return Origin(scheme: scheme, host: host, port: port)
    }

    private static func parts(of authority: Substring) -> (host: Substring, port: Substring?)? {
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            let rest = authority[authority.index(after: close)...]
            if rest.isEmpty { return (authority[...close], nil) }
            return rest.first == ":" ? (authority[...close], rest.dropFirst()) : nil
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count <= 2 ? (parts[0], parts.count == 2 ? parts[1] : nil) : nil
    }
}

extension WebURL.Host {
    /// Reads a host as a URL holds it; `nil` when it is malformed or an address in a notation that not all programs read alike.
    init?(_ text: some StringProtocol) {
        if text.hasPrefix("[") {
            guard text.hasSuffix("]"), let address = IPAddress(String(text.dropFirst().dropLast())), address.isV6 else {
                return nil
            }
            self = .address(address)
            return
        }
        let name = text.hasSuffix(".") ? text.dropLast().lowercased() : text.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(Self.isLabel), let last = labels.last else { return nil }
        // What ends in a number is an address to many programs (WHATWG URL, "ends in a number checker").
        if last.hasPrefix("0x") || last.utf8.allSatisfy({ 48...57 ~= $0 }) {
            guard let address = IPAddress(name) else { return nil }
            self = .address(address)
        } else {
            self = .name(name)
        }
    }

    /// Letters, digits and hyphens (RFC 1123, section 2.1), and the underscore that some hosts have.
    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || 48...57 ~= byte || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }
}
