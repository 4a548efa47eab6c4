/// How long upload tokens are good for.
public struct TokenLifetimes: Sendable, Hashable {
    /// When its request does not say.
    public var usual = Duration.seconds(900)
    /// As long as a request can ask for.
    public var maximum = Duration.seconds(86_400)

    /// The defaults.
    public init() {}
}
