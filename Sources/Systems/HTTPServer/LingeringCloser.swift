// The socket flags may be known by either of the two C modules, whichever the compiler has read first.
import CMicroHTTPD
import Dispatch
import Glibc

/// Closes connections that were answered before their body's end, slowly enough for the client to read the answer.
///
/// A client that sends on into a closed socket is answered with a reset by the kernel, and the reset also throws away what the client had
/// received but not read: our answer. Clients that look for an answer only after the whole body (Python's, most) would never see it.
/// So the sending side is shut, which says that the answer ends here, and what still comes is read and dropped: until the client
/// closes, for a limited time, a limited number of bytes and a limited number of connections.
///
/// libmicrohttpd closes at once. It is left to, but a duplicate of the socket is kept open here.
final class LingeringCloser: @unchecked Sendable {
    // All state belongs to this queue.
    private let queue = DispatchQueue(label: "http-server.linger")
    private var lingering: [CInt: any DispatchSourceRead] = [:]
    private var isClosed = false

    private let timeout: DispatchTimeInterval
    private let maximumBytes: Int64
    private let maximumConnections: Int

    init(_ configuration: HTTPServer.Configuration) {
        timeout = .milliseconds(Int(configuration.lingerTimeout / .milliseconds(1)))
        maximumBytes = configuration.maximumLingerBytes
        maximumConnections = configuration.maximumLingeringConnections
    }

    /// Takes over a socket on which nothing will be sent any more.
    func adopt(_ socket: CInt) {
        shutdown(socket, CInt(SHUT_WR))
        queue.async { self.linger(socket) }
    }

    /// Closes whatever still lingers, now and later.
    func close() async {
        await withCheckedContinuation { done in
            queue.async {
                self.isClosed = true
                for source in self.lingering.values { source.cancel() }
                done.resume()
            }
        }
    }

    private func linger(_ socket: CInt) {
        guard !isClosed, lingering.count < maximumConnections else {
            Glibc.close(socket)
            return
        }
        let source = DispatchSource.makeReadSource(fileDescriptor: socket, queue: queue)
        let end = DispatchWorkItem { source.cancel() }
        var bytesLeft = maximumBytes
        source.setEventHandler {
            // Cancelling lets go of the handlers, and so of the source that they hold.
            bytesLeft -= Self.discard(from: socket) ?? bytesLeft
            if bytesLeft <= 0 { source.cancel() }
        }
        source.setCancelHandler {
            end.cancel()
            self.lingering[socket] = nil
            Glibc.close(socket)
        }
        lingering[socket] = source
        source.activate()
        queue.asyncAfter(deadline: .now() + timeout, execute: end)
    }

    /// Has the kernel drop what arrived, without copying it.
    /// - Returns: how much it was; `nil` when the client has closed.
    private static func discard(from socket: CInt) -> Int64? {
        let count = recv(socket, nil, 1 << 20, CInt(MSG_TRUNC | MSG_DONTWAIT))
        if count < 0, errno == EAGAIN || errno == EINTR { return 0 }
        return count > 0 ? Int64(count) : nil
    }
}
