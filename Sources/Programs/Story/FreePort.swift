import HTTPServer

/// Finds a port that nobody uses.
package enum FreePort {
    /// Below those that Linux gives to whoever connects or asks for any port (`ip_local_port_range`, ip(7)): of those, one that has just been
    /// given back may be somebody else's before it is used.
    private static let candidates: ClosedRange<UInt16> = 16_384...32_767

    /// Tries some by chance.
    package static func find() throws -> UInt16 {
        var configuration = HTTPServer.Configuration()
        for _ in 0..<100 {
            configuration.port = .random(in: candidates)
            if let server = try? HTTPServer(configuration) { return server.boundPort }
        }
        return try HTTPServer(configuration).boundPort
    }
}
