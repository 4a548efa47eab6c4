import CSockets
import Glibc

extension StreamSocket {
    /// Connects, trying each address that a host name stands for.
    ///
    /// Looking up a host name is not under the deadline: the system's resolver keeps its own (resolv.conf(5)).
    /// - Throws: `refused`, `notFound`, `forbidden`, `unreachable`, `timedOut`, `pathTooLong`.
    public static func connect(to address: SocketAddress, deadline: ContinuousClock.Instant) throws(SocketError) -> StreamSocket {
        switch address {
        case .unix(let path):
            try open(AF_UNIX, address, deadline) { unsafe csockets_connect_unix($0, path) }
        case .tcp(let host, let port):
            try connect(host, port, address, deadline)
        }
    }

    private static func connect(
        _ host: String, _ port: UInt16, _ address: SocketAddress, _ deadline: ContinuousClock.Instant
    ) throws(SocketError) -> StreamSocket {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0 else {
            throw SocketError(.notFound, "Cannot connect to \(address): the host name does not resolve; check it.")
        }
        defer { unsafe freeaddrinfo(found) }
        var failure = SocketError(errno: ENOENT, connectingTo: address)
        var next = unsafe found
        while let candidate = unsafe next {
            do {
                let family = unsafe candidate.pointee.ai_family
                let socket = try open(family, address, deadline) {
                    unsafe Glibc.connect($0, candidate.pointee.ai_addr, candidate.pointee.ai_addrlen)
                }
                socket.sendAtOnce()
                return socket
            } catch {
                failure = error
                unsafe next = candidate.pointee.ai_next
            }
        }
        throw failure
    }

    /// Opens a socket, begins to connect, and waits until it is connected.
    private static func open(
        _ family: CInt, _ address: SocketAddress, _ deadline: ContinuousClock.Instant, begin: (CInt) -> CInt
    ) throws(SocketError) -> StreamSocket {
        let descriptor = csockets_open(family)
        guard descriptor >= 0 else { throw SocketError(errno: errno, connectingTo: address) }
        let socket = StreamSocket(owning: descriptor)
        if begin(descriptor) == 0 { return socket }
        guard errno == EINPROGRESS || errno == EINTR else { throw SocketError(errno: errno, connectingTo: address) }
        do {
            try socket.wait(for: CShort(POLLOUT), deadline: deadline)
        } catch {
            throw SocketError(errno: ETIMEDOUT, connectingTo: address)
        }
        let failure = socket.option(SO_ERROR, of: SOL_SOCKET)
        guard failure == 0 else { throw SocketError(errno: failure, connectingTo: address) }
        return socket
    }

    private func option(_ name: CInt, of level: CInt) -> CInt {
        var value: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return unsafe getsockopt(descriptor, level, name, &value, &size) == 0 ? value : errno
    }

    /// Small writes follow large ones here; waiting to join them up (Nagle) would cost 40 ms each.
    private func sendAtOnce() {
        var on: CInt = 1
        unsafe setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
    }
}
