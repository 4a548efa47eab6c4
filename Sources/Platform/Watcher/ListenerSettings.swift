/// The times of a listener; the defaults are what Genesys' documentation asks for.
public struct ListenerSettings: Sendable, Hashable {
    /// After so long without a frame the platform is asked for one.
    public var pingAfter: Duration = .seconds(30)
    /// After so long without a frame the socket is given up.
    public var deadAfter: Duration = .seconds(60)
    /// How long before its end a channel is subscribed to again.
    public var renewBefore: Duration = .seconds(600)
    /// How often it is noted that the socket is heard.
    public var checkpointEvery: Duration = .seconds(60)
    /// The longest wait before the second attempt at anything that failed; doubled with each further one.
    public var backoffBase: Duration = .seconds(1)
    /// The longest wait of all, unless the platform asks for a longer one.
    public var backoffCap: Duration = .seconds(60)
    /// Failed connections to one channel before there is a new one.
    public var maximumConnectAttempts = 3

    /// The defaults.
    public init() {}
}
