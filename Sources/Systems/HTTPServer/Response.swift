public import FileIO
public import HTTPSemantics

/// An answer: status, fields and body.
///
/// The server itself adds `Date`, `Content-Length`, `Connection` and `X-Request-Id`.
public struct Response: Sendable {
    /// From 200 to 599; anything else goes out as 500.
    public var status: Int
    /// Fields that cannot be sent (a line end in a value, a name that is no token) are left out, and the log says so.
    public var fields: HTTPFields
    /// What follows the head. To `HEAD` only its length is sent.
    public var body: Body

    /// What an answer carries.
    public enum Body: Sendable {
        /// Nothing.
        case none
        /// Bytes from memory.
        case bytes([UInt8])
        /// A part of a file, sent by the kernel.
        case file(OpenFile, range: Range<Int64>)
    }

    /// Makes an answer.
    public init(status: Int, fields: HTTPFields = [:], body: Body = .none) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
