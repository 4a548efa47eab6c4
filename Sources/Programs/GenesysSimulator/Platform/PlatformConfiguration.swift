/// What the stand-in platform knows and allows. The defaults serve a demo on loopback; the values are no secrets.
public struct PlatformConfiguration: Sendable {
    /// The queue that all conversations go through.
    public static let demoQueueID = "0d1f8a62-7a3e-4b7c-9a55-3c1e5f7d9b21"
    /// The agent who takes them all.
    public static let demoUserID = "8e2c4b90-1f6d-4c8a-b3e7-5a9d0c2f4e68"
    /// The organization.
    public static let demoOrganizationID = "3a7b5c1d-9e0f-4a2b-8c6d-7e8f9a0b1c2d"
    /// The deployment of the platform's own widget.
    public static let demoDeploymentID = "5f4e3d2c-1b0a-4f9e-8d7c-6b5a49382716"

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
    /// How many bytes of files are kept; the oldest go first.
    public var maximumMediaBytes = 256 * 1024 * 1024
    /// How long the platform's copy of a fetched file is kept.
    public var mediaLifetime: Duration = .seconds(86_400)
    /// How long a signed URL of a file is good.
    public var linkLifetime: Duration = .seconds(600)
    /// Where the API is reached; part of the addresses that it tells. The simulator fills it in when it knows its port.
    public var publicURL = "http://127.0.0.1:8090"
    /// Where files are reached: another name for the same place, so that it can be seen who sends a token there.
    public var filesURL = "http://localhost:8090"
    /// Where a channel of the gateway's takes the customer's messages, such as `http://127.0.0.1:8080/channels/shop/messages`; `nil`
    /// for none. The page then writes on it too.
    public var channelURL: String?
    /// What that channel's messages are signed with.
    public var channelSecret = "lazaret-demo-channel-secret"
    /// How notification channels behave.
    public var notifications = NotificationLimits()
    /// How many messages are kept; the oldest go first.
    public var maximumMessages = 10_000

    /// The defaults.
    public init() {}
}
