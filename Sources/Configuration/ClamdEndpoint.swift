import JSON

/// Where a clamd answers.
public enum ClamdEndpoint: Sendable, Hashable {
    /// The path of its socket.
    case unix(path: String)
    case tcp(host: String, port: UInt16)
}

extension ClamdEndpoint: CustomStringConvertible {
    /// As in the configuration: `unix:/run/clamav/clamd.ctl`, `tcp://10.0.0.5:3310`.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }

    /// Reads `unix:` with an absolute path or `tcp://` with host and port; `nil` for anything else.
    public init?(_ text: String) {
        if text.hasPrefix("unix:/") {
            self = .unix(path: String(text.dropFirst("unix:".count)))
            return
        }
        guard text.hasPrefix("tcp://"), let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            port > 0
        else { return nil }
        let host = String(text[..<colon].dropFirst("tcp://".count))
        if host.hasPrefix("["), host.hasSuffix("]"), Host.isAddress(String(host.dropFirst().dropLast())) {
            self = .tcp(host: String(host.dropFirst().dropLast()), port: port)
        } else if Host.isName(host) {
            self = .tcp(host: host, port: port)
        } else {
            return nil
        }
    }
}

extension Format where Value == [ClamdEndpoint] {
    static var clamdEndpoints: Self {
        let one = Format<ClamdEndpoint>("\"unix:/run/clamav/clamd.ctl\" or \"tcp://host:3310\"") { given in
            given.text.flatMap(ClamdEndpoint.init)
        } write: {
            .string($0.description)
        }
        return .list(of: one)
    }
}
