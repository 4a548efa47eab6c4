import CMicroHTTPD  // The library's header brings the sockets' constants along and hides those of Glibc.
import Glibc

/// A bound and listening TCP socket.
struct ListeningSocket: ~Copyable {
    let descriptor: CInt
    let port: UInt16
    let isIPv6: Bool

    /// Binds and listens.
    ///
    /// Done here rather than by libmicrohttpd, which says only that something failed.
    /// - Throws: `HTTPServerError` with what the system said.
    init(address: String, port: UInt16) throws(HTTPServerError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(address, String(port), &hints, &found) == 0, let info = unsafe found else {
            throw HTTPServerError(.badAddress, "The server's address is no IP address; use one such as 127.0.0.1 or ::1.")
        }
        defer { unsafe freeaddrinfo(info) }
        let descriptor = try unsafe Self.listen(at: info.pointee, named: "\(address), port \(port)")
        self.descriptor = descriptor
        isIPv6 = unsafe info.pointee.ai_family == AF_INET6
        self.port = Self.port(of: descriptor) ?? port
    }

    deinit { close(descriptor) }

    /// Gives the descriptor to somebody who will close it.
    consuming func release() -> CInt {
        let descriptor = descriptor
        discard self
        return descriptor
    }

    private static func listen(at info: addrinfo, named place: String) throws(HTTPServerError) -> CInt {
        let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = unsafe socket(info.ai_family, type, 0)
        var on: CInt = 1
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
        guard descriptor >= 0, unsafe bind(descriptor, info.ai_addr, info.ai_addrlen) == 0,
            Glibc.listen(descriptor, SOMAXCONN) == 0
        else {
            let reason = unsafe String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw HTTPServerError(
                .cannotListen,
                "Cannot listen at \(place): \(reason). Choose another address or port, or stop what holds it.")
        }
        return descriptor
    }

    private static func port(of descriptor: CInt) -> UInt16? {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = unsafe withUnsafeMutableBytes(of: &address) {
            unsafe getsockname(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
        }
        // The port stands at the same place in both families.
        return result == 0 ? UInt16(bigEndian: address.sin6_port) : nil
    }
}
