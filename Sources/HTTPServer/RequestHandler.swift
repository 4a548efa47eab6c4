/// What stands behind the server and decides about requests.
public protocol RequestHandler: Sendable {
    /// Decides on the head. Called on a server's thread, several at once: must not block.
    func receive(_ request: Request) -> Reception
}
