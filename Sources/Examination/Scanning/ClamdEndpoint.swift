import Foundation
public import Sockets

/// Where a clamd listens, written `unix:/run/clamav/clamd.ctl` or `tcp://10.0.0.5:3310`.
public struct ClamdEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// Where to connect.
    public let address: SocketAddress

    /// Takes an address.
    public init(_ address: SocketAddress) {
        self.address = address
    }

    /// Reads an endpoint from a configuration; `nil` unless it is `unix:` and an absolute path, or `tcp://host:port`.
    ///
    /// An IPv6 address stands in brackets.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst("unix:".count))
            guard path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
            self.init(.unix(path: path))
        } else {
            guard let address = Self.tcpAddress(text) else { return nil }
            self.init(address)
        }
    }

    /// Whether a file can be handed over as a descriptor, so that no byte of it is copied.
    var takesDescriptors: Bool {
        if case .unix = address { true } else { false }
    }

    /// As a configuration writes it.
    public var description: String { address.description }

    /// A clamd that the operating system runs: the sockets of Debian's and Ubuntu's packages, when one is there.
    ///
    /// A TCP port is never tried unasked: whoever opened it might be anybody.
    public static func installed() -> ClamdEndpoint? {
        ["/run/clamav/clamd.ctl", "/var/run/clamav/clamd.ctl"]
            .first { FileManager.default.fileExists(atPath: $0) }
            .map { ClamdEndpoint(.unix(path: $0)) }
    }

    private static func tcpAddress(_ text: String) -> SocketAddress? {
        guard let whole = text.wholeMatch(of: /tcp:\/\/(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._\-]+)):([0-9]{1,5})/),
            let host = whole.1 ?? whole.2, let port = UInt16(whole.3), port > 0
        else { return nil }
        return .tcp(host: String(host), port: port)
    }
}
