import HTTPClient
public import Sockets

/// Stands between an address that came from outside and the network that this machine can reach (server-side request forgery: CWE-918).
///
/// A host's name is resolved once, every address it has must be public, and the caller connects to one of exactly these: a name
/// that answers otherwise the next time ("DNS rebinding") gains nothing. Redirects are addresses from outside again.
public struct EgressGuard: Sendable {
    /// An address that may be fetched.
    public struct Admission: Sendable, Hashable {
        /// What to ask for.
        public let url: WebURL
        /// What to connect to, the first to be tried first; empty where a proxy resolves the name.
        public let addresses: [IPAddress]
    }

    private let configuration: Configuration
    private let lookups: NameLookups

    /// Sets up a guard.
    /// - Parameter resolve: finds a name's addresses; may block, and is then given a thread.
    public init(
        _ configuration: Configuration,
        resolve: @escaping @Sendable (String) throws -> [IPAddress] = { try HostLookup.addresses(of: $0) }
    ) {
        self.configuration = configuration
        lookups = NameLookups(limit: configuration.maximumLookups, timeout: configuration.lookupTimeout, resolve: resolve)
    }

    /// Looks at an address and at what its host's name stands for.
    ///
    /// - Parameter hosts: a narrower allow-list than the guard's own, for this address.
    /// - Throws: `EgressError`: a refusal, `couldNotResolve` or `overloaded`.
    public func admit(_ url: WebURL, hosts: [HostPattern]? = nil) async throws(EgressError) -> Admission {
        let isTrusted = configuration.trustedOrigins.contains(url.origin)
        if !isTrusted { try checkName(url.origin, hosts) }
        let addresses = try await addresses(of: url.origin.host)
        if !isTrusted {
            for address in addresses { try check(address, url.origin) }
        }
        return Admission(url: url, addresses: addresses)
    }

    /// Whether a secret may be sent to an address: over plain `http` only where that is allowed for addresses from outside.
    func mayCarrySecrets(_ url: WebURL) -> Bool { url.origin.scheme == .https || configuration.allowsPlainHTTP }

    private func checkName(_ origin: WebURL.Origin, _ hosts: [HostPattern]?) throws(EgressError) {
        guard origin.scheme == .https || configuration.allowsPlainHTTP else {
            throw EgressError(.forbiddenScheme, "\(origin): only https addresses are fetched.")
        }
        guard origin.port == origin.scheme.port || configuration.ports?.contains(origin.port) != false else {
            throw EgressError(.forbiddenPort, "\(origin): the port is not among those that may be reached.")
        }
        for list in [configuration.hosts, hosts].compactMap(\.self) where !list.contains(where: { $0.matches(origin.host) }) {
            throw EgressError(.forbiddenHost, "\(origin): the host is not among those that files are fetched from.")
        }
    }

    private func addresses(of host: WebURL.Host) async throws(EgressError) -> [IPAddress] {
        switch host {
        case .address(let address): return [address]
        case .name(let name):
            if configuration.resolvingProxy?.serves(name: name) == true { return try checkPublic(name) }
            let found = try await lookups.addresses(of: name)
            guard !found.isEmpty else { throw EgressError(.couldNotResolve, "\(name): the host's name has no address.") }
            return found
        }
    }

    /// Nothing is known of where the proxy will connect to: names that no public resolver knows are refused by themselves (RFC 6761, RFC
    /// 6762, RFC 8375, and `internal`, which ICANN has reserved for private use).
    private func checkPublic(_ name: String) throws(EgressError) -> [IPAddress] {
        let isPrivate = !name.contains(".") || Self.privateDomains.contains { name.hasSuffix(".\($0)") }
        guard !isPrivate else { throw EgressError(.forbiddenAddress, "\(name): the host is not on the public internet.") }
        return []
    }

    private static let privateDomains = ["localhost", "local", "internal", "home.arpa", "test", "invalid"]

    /// What the address is stays out of the text: it would tell an outsider about the network inside.
    private func check(_ address: IPAddress, _ origin: WebURL.Origin) throws(EgressError) {
        guard SpecialAddresses.objection(to: address) != nil, !configuration.allowPrivate.contains(where: { $0.contains(address) })
        else { return }
        throw EgressError(.forbiddenAddress, "\(origin): the host is not on the public internet.")
    }
}
