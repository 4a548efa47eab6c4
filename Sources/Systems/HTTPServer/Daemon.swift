import CMicroHTTPD
import Glibc
import Observability

/// libmicrohttpd's daemon: its threads, from start to stop. Every pointer that crosses to C and back crosses in this file.
///
/// Three boxes cross. The context is retained while the daemon lives, an `OpenConnection` while the library has the connection. An `Exchange` is retained when a request line was read, which is
/// the first that is heard of a request, and released when the library says that the request is over; it says so for every request
/// line that it read, even when the rest never came.
@safe final class Daemon: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let context: Unmanaged<ServerContext>
    private let listener: CInt

    /// Threads of the library that wait for a disk for longer are waited for by the library's own stop.
    private static let endLimit = Duration.seconds(5)

    /// Starts the threads; they accept connections at once.
    /// - Throws: `HTTPServerError` when the library does not start.
    init(_ context: ServerContext, listener: consuming ListeningSocket) throws(HTTPServerError) {
        let isIPv6 = listener.isIPv6
        self.listener = listener.release()
        unsafe self.context = .passRetained(context)
        var settings = unsafe Self.settings(context.configuration, self.context.toOpaque())
        unsafe settings.listening_socket = self.listener
        unsafe settings.is_ipv6 = isIPv6 ? 1 : 0
        guard let pointer = unsafe lazaret_mhd_start(&settings) else {
            // On some of its ways out the library has closed the socket, on others not: it is left alone.
            unsafe self.context.release()
            throw HTTPServerError(.cannotStart, "The HTTP library did not start; check the limits on threads and open files.")
        }
        unsafe self.pointer = pointer
    }

    /// Takes no more connections; those at hand go on.
    ///
    /// `MHD_quiesce_daemon` is for this, but takes the socket out of each thread's epoll set in a race with that thread, and whoever comes
    /// second aborts the process. Putting another socket in its place closes the listener, and so takes it out of all sets at once.
    func stopListening() {
        let placeholder = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard placeholder >= 0 else { return }
        dup2(placeholder, listener)
        close(placeholder)
    }

    /// Cuts all connections and ends the threads; blocks until they are gone. To be called once, with no connection suspended.
    func stop() {
        // A stopping library takes no answer any more, not even its own to what it cannot read, and dies of having none.
        unsafe context.takeUnretainedValue().connections.end(within: Self.endLimit)
        unsafe MHD_stop_daemon(pointer)
        unsafe context.release()
    }

    private static func settings(_ configuration: HTTPServer.Configuration, _ context: UnsafeMutableRawPointer)
        -> lazaret_mhd_settings
    {
        var settings = unsafe lazaret_mhd_settings()
        unsafe settings.threads = UInt32(
            clamping: configuration.threads > 0 ? configuration.threads : max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))))
        unsafe settings.maximum_connections = UInt32(clamping: max(1, configuration.maximumConnections))
        // A net below the watch: longer than any of its limits.
        let longest = max(configuration.headTimeout, configuration.idleTimeout, configuration.rateWindow)
        unsafe settings.silence_timeout_seconds = UInt32(clamping: 2 * longest.components.seconds + 2)
        unsafe settings.connection_memory = max(16 << 10, configuration.connectionMemoryBytes)
        unsafe settings.context = context
        unsafe connectionCallbacks(&settings)
        if configuration.tls != nil { unsafe tlsCallback(&settings) }
        unsafe requestCallbacks(&settings)
        unsafe messageCallback(&settings)
        return unsafe settings
    }

    private static func requestCallbacks(_ settings: inout lazaret_mhd_settings) {
        unsafe settings.on_request_line = { context, target, connection in
            guard let context = unsafe context, let target = unsafe target, let connection = unsafe connection,
                let watched = unsafe Connection(pointer: connection).watched
            else { return nil }
            let server = unsafe Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue()
            let exchange = unsafe Exchange(server, target: RawTarget(target), on: watched)
            server.inFlight.insert(exchange)
            return unsafe Unmanaged.passRetained(exchange).toOpaque()
        }
        unsafe settings.on_request = { _, connection, _, method, version, bytes, size, box in
            guard let connection = unsafe connection, let method = unsafe method, let version = unsafe version,
                let size = unsafe size,
                let box = unsafe box?.pointee
            else { return .NO }
            let exchange = unsafe Unmanaged<Exchange>.fromOpaque(box).takeUnretainedValue()
            let count = unsafe size.pointee
            guard count > 0, let bytes = unsafe bytes else {
                let goesOn = unsafe exchange.proceed(Connection(pointer: connection), method: method, version: version)
                return goesOn ? .YES : .NO
            }
            unsafe size.pointee = 0
            return unsafe exchange.consume(RawSpan(_unsafeStart: bytes, byteCount: count), on: Connection(pointer: connection))
                ? .YES : .NO
        }
        unsafe settings.on_completed = { _, connection, box, reason in
            guard let connection = unsafe connection, let opaque = unsafe box?.pointee else { return }
            unsafe box?.pointee = nil
            let exchange = unsafe Unmanaged<Exchange>.fromOpaque(opaque).takeRetainedValue()
            unsafe exchange.close(Connection(pointer: connection), isComplete: reason == .REQUEST_TERMINATED_COMPLETED_OK)
        }
    }

    private static func messageCallback(_ settings: inout lazaret_mhd_settings) {
        unsafe settings.on_message = { context, format, arguments in
            guard let context = unsafe context, let format = unsafe format, let arguments = unsafe arguments else { return }
            var text = [CChar](repeating: 0, count: 512)
            _ = unsafe vsnprintf(&text, text.count, format, arguments)
            let message = String(decoding: text.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            let server = unsafe Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue()
            server.logger.debug("libmicrohttpd: \(message)")
            server.answerInstead(of: message)
        }
    }

    private static func connectionCallbacks(_ settings: inout lazaret_mhd_settings) {
        unsafe settings.on_accept = { context, address, _ in
            guard let context = unsafe context, let address = unsafe address, let address = unsafe NetworkAddress(address) else {
                return .NO
            }
            return unsafe Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue().connections.admits(address)
                ? .YES : .NO
        }
        unsafe settings.on_connection = { context, connection, box, event in
            guard let context = unsafe context, let connection = unsafe connection, let box = unsafe box else { return }
            let server = unsafe Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue()
            switch event {
            case .CONNECTION_NOTIFY_STARTED:
                let watched = unsafe Connection(pointer: connection).watch(for: server)
                unsafe box.pointee = Unmanaged.passRetained(watched).toOpaque()
                server.connections.insert(watched)
            case .CONNECTION_NOTIFY_CLOSED:
                guard let opaque = unsafe box.pointee else { return }
                unsafe box.pointee = nil
                server.closed(unsafe Unmanaged<OpenConnection>.fromOpaque(opaque).takeRetainedValue())
            @unknown default:
                break
            }
        }
    }

    private static func tlsCallback(_ settings: inout lazaret_mhd_settings) {
        unsafe settings.on_certificate = { session, _, _, _, _, certificates, count, key in
            guard let session = unsafe session, let connection = unsafe lazaret_mhd_connection(session),
                let watched = unsafe Connection(pointer: connection).watched, let identity = watched.identity,
                let certificates = unsafe certificates, let count = unsafe count, let key = unsafe key
            else { return -1 }
            unsafe identity.lend(certificates, count, key)
            return 0
        }
    }
}
