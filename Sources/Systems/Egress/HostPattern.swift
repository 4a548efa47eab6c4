/// Hosts of an allow-list: one by its name, or with `*.` in front all that are below a name.
public struct HostPattern: Sendable, Hashable, CustomStringConvertible {
    private let host: WebURL.Host
    private let isSuffix: Bool

    /// Reads `files.example.com`, `*.example.com` or an address; `nil` for anything else. A suffix needs two labels: `*.com` is a slip.
    public init?(_ text: String) {
        isSuffix = text.hasPrefix("*.")
        guard let host = WebURL.Host(isSuffix ? text.dropFirst(2) : text[...]) else { return nil }
        if isSuffix {
            guard case .name(let name) = host, name.contains(".") else { return nil }
        }
        self.host = host
    }

    /// Whether a host is meant. A name with `*.` does not mean itself.
    public func matches(_ host: WebURL.Host) -> Bool {
        guard isSuffix else { return host == self.host }
        guard case .name(let name) = host else { return false }
        return name.hasSuffix(".\(self.host)")
    }

    /// As it is written.
    public var description: String { (isSuffix ? "*." : "") + host.description }
}
