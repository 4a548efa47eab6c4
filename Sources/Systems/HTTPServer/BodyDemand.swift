/// Whether a consumer wants more of the body.
public enum BodyDemand: Sendable {
    /// The next bytes are welcome.
    case more
    /// The answer is known: the rest is read and dropped, and `finish` is called.
    ///
    /// A body of known length is dropped whole, because the handler took it on knowing its length. Of a chunked one
    /// `HTTPServer.Configuration.maximumDiscardedBytes` are; then the connection is cut and `abandon` called.
    case enough
}
