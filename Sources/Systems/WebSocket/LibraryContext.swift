import CWebSockets

/// The one context of libwebsockets. `wake` may be called by any thread; everything else by the loop's alone.
///
/// One for the process, and never destroyed: the library keeps OpenSSL's index of its own data in a global that each further context
/// would replace under the feet of handshakes in progress.
@safe struct LibraryContext: @unchecked Sendable {
    /// Sockets that may be open at once, of clients and servers together.
    static let maximumSockets: UInt32 = 1024
    /// Bytes of the largest request or answer head, and of one read.
    private static let bufferBytes: UInt32 = 16 << 10

    private let context: OpaquePointer
    private let protocols: UnsafeMutablePointer<lws_protocols>

    init() {
        guard let context = unsafe cws_create_context(Self.maximumSockets, Self.bufferBytes, Self.bufferBytes),
            let protocols = unsafe cws_protocols(handleEvent, Int(Self.bufferBytes))
        else { preconditionFailure("no memory for libwebsockets") }
        unsafe self.context = unsafe context
        unsafe self.protocols = unsafe protocols
    }

    /// Ends `service`, or the next one.
    func wake() { unsafe lws_cancel_service(context) }

    /// Waits for something to happen, and moves what can be moved.
    func service() { unsafe lws_service(context, 0) }

    /// Makes what the connections of one kind of client share; 0 when it cannot.
    func makeClientHost(named name: String, authorities: String?, proxy: String?) -> UInt {
        unsafe UInt(bitPattern: cws_create_vhost(context, protocols, name, CONTEXT_PORT_NO_LISTEN, authorities, proxy))
    }

    /// Listens on a loopback port; `nil` when it cannot.
    func listen(on port: UInt16, named name: String) -> (host: UInt, port: UInt16)? {
        guard let host = unsafe cws_create_vhost(context, protocols, name, Int32(port), nil, nil) else { return nil }
        let bound = unsafe lws_get_vhost_listen_port(host)
        guard bound > 0 else {
            unsafe lws_vhost_destroy(host)
            return nil
        }
        return (UInt(bitPattern: host), UInt16(clamping: bound))
    }

    /// Ends a host of `listen` and its connections.
    func destroy(_ host: UInt) { unsafe lws_vhost_destroy(OpaquePointer(bitPattern: host)) }

    /// Begins to connect; 0 when it could not even begin. Callbacks may come before it returns.
    func connect(_ id: UInt, _ address: WebSocketAddress, host: UInt, keepAlive: UInt) -> UInt {
        unsafe UInt(
            bitPattern: cws_connect(
                context, OpaquePointer(bitPattern: host), Int(bitPattern: id), address.host, Int32(address.port),
                address.isSecure ? 1 : 0, address.path, address.authority,
                UnsafePointer<lws_retry_bo_t>(bitPattern: keepAlive)))
    }

    /// Makes what tells the library when to ping; it is never unmade, because connections point to it.
    func makeKeepAlive(_ keepAlive: KeepAlive) -> UInt {
        var policy = unsafe lws_retry_bo_t()
        unsafe policy.secs_since_valid_ping = keepAlive.ping
        unsafe policy.secs_since_valid_hangup = keepAlive.giveUp
        let kept = UnsafeMutablePointer<lws_retry_bo_t>.allocate(capacity: 1)
        unsafe kept.initialize(to: policy)
        return UInt(bitPattern: kept)
    }
}
