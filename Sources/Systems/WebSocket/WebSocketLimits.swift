/// What one connection may cost, and how long it may be silent.
public struct WebSocketLimits: Sendable, Hashable {
    /// A larger message closes the connection with 1009; a larger one is not sent.
    public var maximumMessageBytes = 1 << 20
    /// Bytes of whole messages that wait for their reader before nothing more is read; what one read brings, 16 KiB or a message, may go
    /// beyond. Each counts 64 more.
    public var maximumUnreadBytes = 256 << 10
    /// Bytes of messages that wait to be sent; one more fails with `overloaded`. Each counts 64 more.
    public var maximumUnsentBytes = 2 << 20
    /// A ping is sent after so long without a sign of life; whole seconds, at least one.
    public var pingInterval: Duration = .seconds(30)
    /// After so long without a sign of life the connection is given up; whole seconds, more than `pingInterval`. A connection that nobody
    /// reads from hears nothing once `maximumUnreadBytes` wait.
    public var silenceLimit: Duration = .seconds(60)
    /// How long the other side may take to answer a close frame; whole seconds, at most five.
    public var closeTimeout: Duration = .seconds(5)

    /// The defaults.
    public init() {}

    /// Whole seconds as libwebsockets takes them, the second more than the first.
    var keepAlive: KeepAlive {
        let ping = UInt16(clamping: max(1, pingInterval.components.seconds))
        return KeepAlive(
            ping: min(ping, .max - 1), giveUp: UInt16(clamping: max(Int64(ping) + 1, silenceLimit.components.seconds)))
    }
}

/// After how many seconds without a sign of life to ping, and to give up.
struct KeepAlive: Hashable {
    let ping: UInt16
    let giveUp: UInt16
}
