public import HTTPSemantics

/// A request's head; the body comes separately.
///
/// What reaches a handler has passed the checks of `RequestHead`: its framing has one meaning only.
public struct Request: Sendable {
    /// Unique; goes out as `X-Request-Id`. The client's own is kept when it is short and plain.
    public let id: String
    /// The method as sent; any token.
    public let method: HTTPMethod
    /// The path as sent, without the query, still percent-encoded; its escapes are well-formed. `*` for `OPTIONS *`.
    public let path: String
    /// The query's pairs, percent-decoded, in order.
    public let query: [(name: String, value: String)]
    /// The header fields; what is no UTF-8 in a value is replaced.
    public let fields: HTTPFields
    /// `nil` for a chunked body; 0 when there is none.
    public let contentLength: Int64?
    /// The peer's address in numbers, without the port. Behind a proxy it is the proxy's.
    public let remoteAddress: String
    /// Who the request comes from, in numbers: the peer, or when that is one of `HTTPServer.Configuration.trustedProxies`, the last address
    /// in `X-Forwarded-For` or `Forwarded` that is not.
    public let clientAddress: String
}
