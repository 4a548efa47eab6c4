import HTTPSemantics
import HTTPServer

/// One entry of the gateway's table: what is asked for, who may ask, and what answers.
struct Route: Sendable {
    /// Who may use a route.
    enum Access: Sendable {
        /// Everybody; the route checks for itself where it has to.
        case open
        /// Holders of a key with one of these roles.
        case keys(Set<Role>)
    }

    /// The values of a path's `{placeholders}`, percent-decoded.
    typealias Parameters = [String: String]

    let methods: [HTTPMethod]
    let pattern: [Substring]
    let access: Access
    let receive: @Sendable (Request, Parameters) -> Reception

    init(
        _ methods: HTTPMethod..., at path: String, for access: Access,
        receive: @escaping @Sendable (Request, Parameters) -> Reception
    ) {
        self.methods = methods
        self.pattern = Self.segments(of: path)
        self.access = access
        self.receive = receive
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
