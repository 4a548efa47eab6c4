extension HTTPClient {
    /// A proxy that exchanges go through. Connections to `https` addresses and to pinned ones are tunnels through it (RFC 9110, section
    /// 9.3.6).
    public struct Proxy: Sendable, Hashable {
        /// Such as `http://user:password@proxy.internal:3128`; `https` speaks TLS with the proxy itself. Never shown in errors.
        public var url: String
        /// What is reached without it, as `no_proxy` is written: a name stands for itself and all below it, `*` for everything, and
        /// addresses and blocks such as `10.0.0.0/8` for the hosts that are written as addresses. This machine always belongs to it.
        public var exclusions: [String]

        /// Describes a proxy.
        public init(url: String, exclusions: [String] = []) {
            self.url = url
            self.exclusions = exclusions
        }

        /// Whether exchanges with a host of this name go through the proxy. Numeric addresses are libcurl's to compare.
        public func serves(name: String) -> Bool {
            let name = Self.normal(name)
            return !(exclusions + ["localhost"]).map(Self.normal).contains { excluded in
                excluded == "*" || excluded == name || !excluded.isEmpty && name.hasSuffix(".\(excluded)")
            }
        }

        /// What libcurl is told not to take the proxy for.
        ///
        /// Of names it is told our own decision, for a name that is not resolved here must never be connected to from here.
        func exclusions(for host: some StringProtocol) -> String {
            guard Self.isAddress(host) else { return serves(name: String(host)) ? "" : "*" }
            return (exclusions + ["127.0.0.0/8", "::1"]).joined(separator: ",")
        }

        /// Dots at either end say nothing here, as for libcurl.
        private static func normal(_ name: String) -> String {
            let name = name.hasSuffix(".") ? name.dropLast() : name[...]
            return (name.hasPrefix(".") ? name.dropFirst() : name).lowercased()
        }

        private static func isAddress(_ host: some StringProtocol) -> Bool {
            host.hasPrefix("[") || host.utf8.allSatisfy { 48...57 ~= $0 || $0 == UInt8(ascii: ".") }
        }
    }
}
