import HTTPSemantics
import HTTPServer

/// One entry of the gateway's table: what is asked for, who may ask, and what answers.
struct Route: Sendable {
    /// Who may use a route, and whose allowance a request is taken from.
    enum Access: Sendable, Hashable {
        /// Everybody, as often as they like: for those who watch whether we live.
        case probe
        /// Everybody, within the limit of their address.
        case open
        /// Whoever brings a signature, which the route checks for itself; a refusal (401, 403) is a guess.
        case signed
        /// Holders of a key with one of these roles.
        case keys(Set<Role>)
        /// The same, and whoever brings an upload token.
        case keysAndTokens(Set<Role>)

        /// Whether it is asked again and again by those who watch whether we live.
        var isForMonitoring: Bool { self == .probe || self == .keys([.metrics]) }
    }

    /// The values of a path's `{placeholders}`, percent-decoded.
    typealias Parameters = [String: String]

    let methods: [HTTPMethod]
    /// The path with its placeholders, as metrics and the log name the route.
    let template: String
    let pattern: [Substring]
    let access: Access
    /// Whether pages of other origins may call it.
    private(set) var isForBrowsers = false
    let handle: @Sendable (Request, Parameters, Principal) -> RequestHandling

    init(
        _ methods: HTTPMethod..., at path: String, for access: Access,
        handle: @escaping @Sendable (Request, Parameters, Principal) -> RequestHandling
    ) {
        self.init(methods: methods, path: path, access: access, handle: handle)
    }

    /// A route to which it does not matter who asks.
    init(
        _ methods: HTTPMethod..., at path: String, for access: Access,
        handle: @escaping @Sendable (Request, Parameters) -> RequestHandling
    ) {
        self.init(methods: methods, path: path, access: access) { request, parameters, _ in handle(request, parameters) }
    }

    private init(
        methods: [HTTPMethod], path: String, access: Access,
        handle: @escaping @Sendable (Request, Parameters, Principal) -> RequestHandling
    ) {
        self.methods = methods
        self.template = path
        self.pattern = Self.segments(of: path)
        self.access = access
        self.handle = handle
    }

    /// The same route, open to pages of the listed origins.
    func forBrowsers() -> Route {
        var route = self
        route.isForBrowsers = true
        return route
    }

    /// Empty ones count: `//metrics` is not `/metrics`, so that no rule of a proxy's is evaded by writing a path in another way.
    static func segments(of path: String) -> [Substring] { path.split(separator: "/", omittingEmptySubsequences: false) }

    /// The path's parameters when it fits this route's pattern. Each segment is decoded once; one that does not decode fits nothing.
    func match(_ path: [Substring]) -> Parameters? {
        guard path.count == pattern.count else { return nil }
        var parameters: Parameters = [:]
        for (expected, given) in zip(pattern, path) {
            if expected.first == "{" {
                guard let value = PercentEncoding.decode(String(given)), !value.isEmpty else { return nil }
                parameters[String(expected.dropFirst().dropLast())] = value
            } else if expected != given {
                return nil
            }
        }
        return parameters
    }
}
