import CMicroHTTPD
import Glibc

/// A connection of libmicrohttpd's: valid from the first call for a request until the library says that the request is over.
///
/// All calls but `resume` are for the library's own threads. A suspended connection is not watched, not even for its end: it
/// stays valid until it is resumed, and what became of the client is seen only then.
@safe struct Connection: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Stops all work on the connection. Call it before anybody who could resume it knows of it.
    func suspend() { unsafe MHD_suspend_connection(pointer) }

    /// Lets the work go on: the library calls for the request again. To be called once, from any thread.
    func resume() { unsafe MHD_resume_connection(pointer) }

    /// Whether the peer has sent its last byte, and the library has read it.
    ///
    /// Under TLS bytes that have left the socket may still lie with GnuTLS.
    var hasEnded: Bool {
        if let session = unsafe lazaret_mhd_tls_session(pointer), unsafe gnutls_record_check_pending(session) > 0 { return false }
        var byte: UInt8 = 0
        return unsafe recv(lazaret_mhd_socket(pointer), &byte, 1, CInt(MSG_PEEK | MSG_DONTWAIT)) == 0
    }

    /// The bytes from the method's first letter to the end of the empty line.
    var headSize: Int { unsafe lazaret_mhd_head_size(pointer) }

    /// A descriptor of its own for the connection's socket: it stays open when the library closes its.
    func duplicateSocket() -> CInt? {
        let duplicate = unsafe fcntl(lazaret_mhd_socket(pointer), F_DUPFD_CLOEXEC, 0)
        return duplicate < 0 ? nil : duplicate
    }

    /// The peer's address in numbers.
    var remoteAddress: String {
        guard let address = unsafe lazaret_mhd_address(pointer), let address = unsafe NetworkAddress(address) else {
            return "unknown"
        }
        return address.description
    }

    /// What is known of the connection beside the library.
    var watched: OpenConnection? {
        unsafe lazaret_mhd_socket_context(pointer).map { unsafe Unmanaged<OpenConnection>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Begins to watch the connection; to be called when it has opened.
    func watch(for server: ServerContext) -> OpenConnection {
        let site = unsafe lazaret_mhd_address(pointer).flatMap { unsafe NetworkAddress($0) }.flatMap(server.connections.site)
        return OpenConnection(
            self, descriptor: unsafe lazaret_mhd_socket(pointer), site: site, identity: server.identity?.current, at: server.now())
    }
}
