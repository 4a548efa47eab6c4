/// What the stand-in platform knows and allows. The defaults serve a demo on loopback; the values are no secrets.
public struct PlatformConfiguration: Sendable {
    /// The OAuth client that may ask for tokens.
    public var clientID = "lazaret-demo-client"
    /// Its secret.
    public var clientSecret = "lazaret-demo-secret"
    /// How long a token is good. The platform's own default is a day.
    public var tokenLifetime: Duration = .seconds(86_399)
    /// How many calls a token may make in a minute; `nil` for no limit.
    public var callsPerMinute: Int? = 300
    /// The Open Messaging integrations that exist.
    public var integrations: [OpenIntegration] = [OpenIntegration()]
    /// The largest body of a call.
    public var maximumBodyBytes = 512_000
    /// The largest attachment that is fetched: 25 MB.
    public var maximumAttachmentBytes = 25 * 1024 * 1024
    /// Whether attachments may have `http` URLs on other hosts than this one. The real platform wants `https`.
    public var allowsPlainHTTP = false
    /// How many messages are kept; the oldest go first.
    public var maximumMessages = 10_000

    /// The defaults.
    public init() {}
}
