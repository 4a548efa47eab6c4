public import FileIO
public import HTTPSemantics
public import Lifecycle

/// A request's head; the body comes separately.
public struct Request: Sendable {
    /// Unique; goes out as `X-Request-Id`.
    public let id: String
    public let method: HTTPMethod
    /// The path as sent, without the query, still percent-encoded.
    public let path: String
    /// The query's pairs, percent-decoded, in order.
    public let query: [(name: String, value: String)]
    public let fields: HTTPFields
    /// `nil` for a chunked body; 0 when there is none.
    public let contentLength: Int64?
    public let remoteAddress: String
}

/// What a handler wants done with a request, decided on the head alone.
public enum Reception: Sendable {
    /// Answer now, before the body; the body is not read.
    case answer(Response)
    /// There is no body to read: work, then answer.
    case respond(@Sendable () async -> Response)
    /// Read a small body into memory, then work. A larger one is answered 413.
    case collect(limit: Int, @Sendable ([UInt8]) async -> Response)
    /// Hand the body over as it arrives.
    case consume(any BodyConsumer)
}

/// Takes a body as it arrives.
public protocol BodyConsumer: AnyObject, Sendable {
    /// Takes the next bytes. Called in order, never twice at once, on a server's thread that may block for a disk write.
    func receive(_ bytes: RawSpan) -> Appetite
    /// The body is complete, or enough of it was taken: works and answers.
    func finish() async -> Response
    /// The sender went away or broke the protocol: nobody is there to answer. Leaves nothing behind.
    func abandon()
}

/// Whether a consumer wants more of the body.
public enum Appetite: Sendable {
    case more
    /// The answer is known: the rest is read and dropped, within a bound, and `finish` is called.
    case enough
}

public protocol RequestHandler: Sendable {
    /// Decides on the head. Called on a server's thread: must not block.
    func receive(_ request: Request) -> Reception
}

public struct Response: Sendable {
    public var status: Int
    public var fields: HTTPFields
    public var body: Body

    public enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// A part of a file, sent by the kernel.
        case file(OpenFile, range: Range<Int64>)
    }

    public init(status: Int, fields: HTTPFields = [:], body: Body = .none) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

/// An HTTP/1.1 server on libmicrohttpd's epoll thread pool.
public final class HTTPServer: Service {
    public struct Configuration: Sendable {
        public var address = "127.0.0.1"
        /// 0 lets the system choose: see `boundPort`.
        public var port: UInt16 = 8080
        public init() {}
    }

    public let name = "http-server"

    /// Binds and listens; requests are answered once `run` is called.
    /// - Throws: `HTTPServerError` when the address cannot be had.
    public init(_ configuration: Configuration, handler: any RequestHandler) throws {}

    public var boundPort: UInt16 { 0 }

    public func run(until stop: StopSignal) async throws {}
}
