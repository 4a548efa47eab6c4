import HTTPSemantics

/// Who a request comes from when it went through proxies.
///
/// What a client says of itself is worth nothing (ASVS 4.1.3): only what trusted proxies have written is read. Each appends the address
/// that it was called from, so the list is read from its end for as long as the addresses in it are trusted ones.
enum ClientAddress {
    /// - Parameter peer: the other end of the connection, in numbers.
    /// - Returns: the last address that is not a trusted proxy's. The peer when it is not trusted, when there is nothing to read, and
    ///   when `X-Forwarded-For` and `Forwarded` (RFC 7239) say different things: a proxy writes one, and the other is the client's.
    static func find(peer: String, fields: HTTPFields, trusted: [AddressRange]) -> String {
        guard !trusted.isEmpty, let address = NetworkAddress(peer), trusted.contains(where: { $0.contains(address) }) else {
            return peer
        }
        let lists = [hops(xForwardedFor: fields.values(of: "X-Forwarded-For")), hops(forwarded: fields.values(of: "Forwarded"))]
        let clients = Set(lists.filter { !$0.isEmpty }.map { last(of: $0, notIn: trusted) ?? address })
        guard clients.count == 1, let client = clients.first, client != address else { return peer }
        return client.description
    }

    /// Stops at what is no address: what stands before it nobody vouches for.
    private static func last(of hops: [NetworkAddress?], notIn trusted: [AddressRange]) -> NetworkAddress? {
        var nearest: NetworkAddress?
        for hop in hops.reversed() {
            guard let hop else { return nearest }
            nearest = hop
            if !trusted.contains(where: { $0.contains(hop) }) { return hop }
        }
        return nearest
    }

    private static func hops(xForwardedFor values: [String]) -> [NetworkAddress?] {
        values.flatMap { $0.split(separator: ",") }.map { address($0) }
    }

    /// Elements without `for` are hops that nobody knows.
    private static func hops(forwarded values: [String]) -> [NetworkAddress?] {
        values.flatMap { $0.split(separator: ",") }.map { element in
            let pairs = element.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
            let value = pairs.first { $0.count == 2 && trimmed($0[0]).lowercased() == "for" }?.last
            return value.flatMap { address($0) }
        }
    }

    /// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `"[2001:db8::1]:80"`.
    private static func address(_ text: Substring) -> NetworkAddress? {
        var text = trimmed(text)
        if text.count > 1, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]"), isPort(text[end...].dropFirst()) else { return nil }
            return NetworkAddress(text[..<end].dropFirst())
        }
        if let colon = text.firstIndex(of: ":"), text[colon...].dropFirst().firstIndex(of: ":") == nil {
            return isPort(text[colon...]) ? NetworkAddress(text[..<colon]) : nil
        }
        return NetworkAddress(text)
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.first == ":" && 2...6 ~= text.utf8.count && text.utf8.dropFirst().allSatisfy { 48...57 ~= $0 }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { start[...$0] } ?? ""
    }
}
