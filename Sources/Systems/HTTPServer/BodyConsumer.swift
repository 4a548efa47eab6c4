/// Takes a body as it arrives.
///
/// Of `finish` and `abandon` exactly one is called, once, and nothing after it.
public protocol BodyConsumer: AnyObject, Sendable {
    /// Takes the next bytes. Called in order, never twice at once, on a server's thread that may block for a disk write.
    ///
    /// Pieces are at most about half of `HTTPServer.Configuration.connectionMemoryBytes`, and never empty.
    func consume(_ bytes: RawSpan) -> BodyDemand
    /// The body is complete, or enough of it was taken: works and answers.
    ///
    /// The task is cancelled when the server must stop at once; the answer then reaches nobody.
    func finish() async -> Response
    /// The sender went away or broke the protocol: nobody is there to answer. Leaves nothing behind. Must not block for long.
    func abandon()
}
