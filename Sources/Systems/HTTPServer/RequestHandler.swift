/// What stands behind the server and decides about requests.
public protocol RequestHandler: Sendable {
    /// Decides on the head. Called on a server's thread, several at once: must not block.
    func handle(_ request: Request) -> RequestHandling
    /// Is told of a request that the server answered itself. Called on a server's thread: must not block for long.
    func refused(_ request: RefusedRequest)
}

extension RequestHandler {
    /// Does nothing.
    public func refused(_ request: RefusedRequest) {}
}
