public import HTTPSemantics

/// An HTTP client on libcurl's multi interface: one thread for all transfers. Redirects are never followed by itself.
public final class HTTPClient: Sendable {
    public struct Request: Sendable {
        public var method: HTTPMethod
        public var url: String
        public var fields: HTTPFields
        public var body: [UInt8]
        /// From start to last byte.
        public var timeout: Duration
        /// A larger body fails the exchange.
        public var maximumResponseBytes: Int

        public init(
            method: HTTPMethod = .get, url: String, fields: HTTPFields = [:], body: [UInt8] = [], timeout: Duration = .seconds(30),
            maximumResponseBytes: Int = 1 << 20
        ) {
            self.method = method
            self.url = url
            self.fields = fields
            self.body = body
            self.timeout = timeout
            self.maximumResponseBytes = maximumResponseBytes
        }
    }

    public struct Response: Sendable {
        public let status: Int
        public let fields: HTTPFields
        public let body: [UInt8]
    }

    public struct Configuration: Sendable {
        public init() {}
    }

    public init(_ configuration: Configuration = .init()) {}

    /// Sends a request and reads the answer whole.
    /// - Throws: `HTTPClientError`; a status of 400 or more is an answer, not an error.
    public func send(_ request: Request) async throws -> Response { Response(status: 0, fields: [:], body: []) }

    /// Sends a request and hands the body over in pieces; the transfer is paused while the reader is slow.
    public func stream<Value: Sendable>(
        _ request: Request, _ read: @Sendable (ResponseHead, ResponseBody) async throws -> Value
    ) async throws -> Value { fatalError("skeleton") }
}

public struct ResponseHead: Sendable {
    public let status: Int
    public let fields: HTTPFields
}

/// A body's pieces as they arrive.
public struct ResponseBody: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public struct AsyncIterator: AsyncIteratorProtocol {
        public mutating func next() async throws -> [UInt8]? { nil }
    }
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}
