/// Where an organisation of Genesys Cloud lives; its hosts are named by prefixes of the region's domain.
public struct Region: Sendable, Hashable {
    /// Such as `mypurecloud.com`.
    public let domain: String

    /// Takes any domain, so that a new region needs no new release; `known` has those of today.
    public init(domain: String) { self.domain = domain }

    /// Serves tokens.
    public var loginURL: String { "https://login.\(domain)" }
    /// Serves the platform's API.
    public var apiURL: String { "https://api.\(domain)" }

    /// Stands in the addresses of messages' files; the API host serves them as well.
    public var downloadsURL: String { "https://api-downloads.\(domain)" }

    /// Whether the platform's own client libraries list it; another may be new, or a slip.
    public var isKnown: Bool { Self.known.contains(self) }

    /// The regions that the platform's own client libraries list.
    public static let known = [
        "mypurecloud.com", "usw2.pure.cloud", "cac1.pure.cloud", "mypurecloud.ie", "euw2.pure.cloud", "mypurecloud.de",
        "euc2.pure.cloud", "aps1.pure.cloud", "mypurecloud.jp", "apne2.pure.cloud", "apne3.pure.cloud", "apse1.pure.cloud",
        "mypurecloud.com.au", "sae1.pure.cloud", "mec1.pure.cloud", "mxc1.pure.cloud", "use2.us-gov-pure.cloud",
        "edee1.eusc-pure.cloud",
    ].map(Region.init(domain:))
}
