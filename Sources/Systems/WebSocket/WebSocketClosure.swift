/// How a connection was closed by a close frame.
public struct WebSocketClosure: Sendable, Hashable {
    /// The code; `none` when the frame had none.
    public let code: WebSocketCloseCode
    /// What the frame said, at most 123 bytes; anything may stand there.
    public let reason: String
    /// Whether the other side began it.
    public let isByPeer: Bool
}
