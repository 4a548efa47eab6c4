/// How much is asked of the platform by one client, whoever uses it.
public struct CallLimits: Sendable, Hashable {
    /// The platform's `client.credentials.token.rate.per.minute` is 300 unless its support raised it. Several machines with one OAuth
    /// client share it: give each its part.
    public var callsPerMinute: Int
    /// Failures in a row, of any calls, after which none is made for a while.
    public var failuresBeforePause: Int
    /// How long none is made then.
    public var pause: Duration

    /// Sets limits.
    public init(callsPerMinute: Int = 300, failuresBeforePause: Int = 8, pause: Duration = .seconds(15)) {
        self.callsPerMinute = callsPerMinute
        self.failuresBeforePause = failuresBeforePause
        self.pause = pause
    }
}
