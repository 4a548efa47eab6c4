/// One whole message (RFC 6455, section 5.6).
public enum WebSocketMessage: Sendable, Hashable {
    /// Text; what arrives is valid UTF-8.
    case text(String)
    /// Bytes without a meaning of their own here.
    case binary([UInt8])

    /// How many bytes it has on the wire, without framing.
    public var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        }
    }
}
