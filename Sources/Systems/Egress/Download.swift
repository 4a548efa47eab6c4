public import Observability

/// A file to fetch.
public struct Download: Sendable {
    /// Where it is, as it came from outside.
    public var url: String
    /// Sent as `Authorization` in the first request only: a redirect never carries it on.
    public var authorization: Secret?
    /// A narrower allow-list than the guard's own, for this address and not for redirects.
    public var hosts: [HostPattern]?
    /// A larger body is refused: at once when it is announced, and while it arrives.
    public var maximumBytes: Int
    /// From start to last byte, redirects and a slow reader included.
    public var timeout: Duration
    /// How many redirects are followed.
    public var maximumRedirects: Int

    /// Describes a download.
    public init(
        url: String, authorization: Secret? = nil, hosts: [HostPattern]? = nil, maximumBytes: Int,
        timeout: Duration = .seconds(120),
        maximumRedirects: Int = 3
    ) {
        self.url = url
        self.authorization = authorization
        self.hosts = hosts
        self.maximumBytes = maximumBytes
        self.timeout = timeout
        self.maximumRedirects = maximumRedirects
    }
}
