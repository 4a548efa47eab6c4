import HTTPSemantics

/// An HTTP client on libcurl's multi interface: one thread moves the bytes of all exchanges.
///
/// It keeps connections open and uses them again, and speaks HTTP/2 where TLS offers it. It never follows a redirect, keeps no
/// cookies, undoes no content encoding, and takes neither proxy nor credentials from its surroundings. When the server closes a kept
/// connection just as it is used again, libcurl sends the request once more on a new one.
public final class HTTPClient: Sendable {
    let loop: TransferLoop

    /// Starts the client and its thread; the thread ends with the client.
    public init(_ configuration: Configuration = .init()) {
        loop = TransferLoop(configuration)
        loop.start()
    }

    deinit { loop.shutDown() }

    /// Sends a request and reads the answer whole.
    ///
    /// Cancelling the task aborts the exchange at once.
    /// - Throws: `HTTPClientError`; a status of 400 or more is an answer, not an error.
    public func send(_ request: Request) async throws -> Response {
        try await stream(request) { head, body in
            var bytes: [UInt8] = []
            for try await piece in body { bytes += piece }
            return Response(status: head.status, fields: head.fields, body: bytes)
        }
    }

    /// Sends a request and hands the body over in pieces; the transfer is paused while the reader is slow.
    ///
    /// The exchange lasts as long as `read`: what is left of the body when it returns is not fetched. Cancelling the task aborts the
    /// exchange at once, and the body then throws.
    /// - Throws: `HTTPClientError`, or what `read` throws; a status of 400 or more is an answer, not an error.
    public func stream<Value: Sendable>(
        _ request: Request, _ read: @Sendable (ResponseHead, ResponseBody) async throws -> Value
    ) async throws -> Value {
        try request.validate()
        let transfer = Transfer(request, limits: loop.configuration)
        return try await withTaskCancellationHandler {
            try loop.submit(transfer)
            defer { loop.abandon(transfer) }
            return try await read(transfer.head(), ResponseBody(transfer: transfer, loop: loop))
        } onCancel: {
            loop.abandon(transfer)
        }
    }

    /// Aborts what is under way and ends the thread; returns without waiting for either. Exchanges, present and later, fail with
    /// `shutDown`.
    public func shutDown() { loop.shutDown() }
}
