/// Reads what libwebsockets says about a handshake that failed.
enum HandshakeFailure {
    /// What kind of failure it is; the library has words for it, and no numbers.
    static func code(status: Int?, cause: String) -> WebSocketError.Code {
        if let status, status != 101 { return .refused(status: status) }
        let cause = cause.lowercased()
        if ["ssl", "tls", "server's cert", "hostname mismatch", "invalid ca"].contains(where: cause.contains) { return .tls }
        if status == 101 || cause.hasPrefix("hs:") || cause.contains("header") { return .invalidAnswer }
        return .unreachable
    }
}
