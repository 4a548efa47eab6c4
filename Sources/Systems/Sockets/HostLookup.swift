import Glibc

/// Asks the system's resolver (getaddrinfo(3)).
public enum HostLookup {
    /// The addresses that a host name stands for, in the order in which they should be tried. Blocks until the resolver answers or gives
    /// up (resolv.conf(5)); not for the cooperative pool.
    ///
    /// - Throws: `SocketError` with `notFound` when there is none.
    public static func addresses(of host: String) throws(SocketError) -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard !host.utf8.contains(0), unsafe getaddrinfo(host, nil, &hints, &found) == 0 else {
            throw SocketError(.notFound, "The host name does not resolve; check it and the DNS of this machine.")
        }
        defer { unsafe freeaddrinfo(found) }
        var addresses: [IPAddress] = []
        var next = unsafe found
        while let entry = unsafe next {
            if let address = unsafe IPAddress(entry.pointee.ai_addr) { addresses.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }
}

extension IPAddress {
    /// `nil` for other families than IPv4 and IPv6.
    fileprivate init?(_ address: UnsafeMutablePointer<sockaddr>?) {
        guard let address = unsafe address else { return nil }
        switch unsafe CInt(address.pointee.sa_family) {
        case AF_INET:
            let number = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr
            self.init(bytes: unsafe withUnsafeBytes(of: number) { unsafe Array($0) })
        case AF_INET6:
            let number = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self.init(bytes: unsafe withUnsafeBytes(of: number) { unsafe Array($0) })
        default: return nil
        }
    }
}
