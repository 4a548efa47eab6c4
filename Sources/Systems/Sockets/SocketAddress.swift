/// Where a stream socket connects to.
public enum SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// A socket in the file system. Linux takes at most 107 bytes of path.
    case unix(path: String)
    /// A host name or an IPv4 or IPv6 address without brackets, and a port.
    case tcp(host: String, port: UInt16)

    /// As a configuration writes it: `unix:/path`, `tcp://host:port`.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "tcp://[\(host)]:\(port)" : "tcp://\(host):\(port)"
        }
    }
}
