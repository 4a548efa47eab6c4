/// What becomes of a request to connect.
public enum WebSocketAdmission: Sendable, Hashable {
    /// It becomes a connection.
    case accept
    /// It is answered with an HTTP status, 400 or above.
    case refuse(status: Int)
}
