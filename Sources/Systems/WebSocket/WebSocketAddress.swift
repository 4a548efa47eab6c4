/// The parts of a `ws` or `wss` URL (RFC 6455, section 3), read without regard to what an error may show.
struct WebSocketAddress: Hashable {
    let isSecure: Bool
    /// Without brackets.
    let host: String
    let port: Int
    /// Path and query as they were written.
    let path: String
    /// As the `Host` field wants it.
    let authority: String

    /// `nil` for any other scheme, credentials, a fragment, or what would not fit into libwebsockets' request.
    init?(_ url: String) {
        guard url.utf8.count <= 1900, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), let colon = url.firstRange(of: "://") else {
            return nil
        }
        switch url[..<colon.lowerBound].lowercased() {
        case "ws": isSecure = false
        case "wss": isSecure = true
        default: return nil
        }
        let rest = url[colon.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        authority = String(rest[..<end])
        guard !rest.contains("#"), authority.utf8.count <= 100, !authority.contains("@"),
            let (host, port) = Self.split(authority, defaultPort: isSecure ? 443 : 80)
        else { return nil }
        self.host = host
        self.port = port
        path = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    }

    /// Stands for what cannot be read and must not be shown.
    static let unreadable = "an address"

    /// What may be shown of it.
    var origin: String { "\(isSecure ? "wss" : "ws")://\(authority)" }

    private static func split(_ authority: String, defaultPort: Int) -> (String, Int)? {
        var host = authority[...]
        var tail = Substring()
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<bracket]
            tail = authority[authority.index(after: bracket)...]
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            tail = authority[colon...]
        }
        guard !host.isEmpty else { return nil }
        if tail.isEmpty { return (String(host), defaultPort) }
        guard tail.hasPrefix(":"), tail.dropFirst().allSatisfy(\.isNumber), let port = UInt16(tail.dropFirst()), port > 0 else {
            return nil
        }
        return (String(host), Int(port))
    }
}
