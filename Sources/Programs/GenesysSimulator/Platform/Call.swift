internal import HTTPSemantics
internal import JSON

/// A request as the platform sees it: decoded, with its body.
struct Call: Sendable {
    let method: HTTPMethod
    /// The path's segments, percent-decoded.
    let segments: [String]
    let query: [(name: String, value: String)]
    let fields: HTTPFields
    var body: [UInt8]
    /// What the sender announced; a body larger than allowed need not be here.
    let contentLength: Int64?

    /// Takes a path as it was sent, without the query.
    init(
        _ method: HTTPMethod, _ path: String, query: [(name: String, value: String)] = [], fields: HTTPFields = [:],
        body: [UInt8] = [], contentLength: Int64? = nil
    ) {
        self.method = method
        segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            PercentEncoding.decode($0) ?? String($0)
        }
        self.query = query
        self.fields = fields
        self.body = body
        self.contentLength = contentLength
    }

    /// The token of `Authorization: Bearer …`; `nil` without one.
    var bearerToken: String? {
        credentials(scheme: "bearer")
    }

    /// What follows a scheme in the `Authorization` field (RFC 9110, section 11.6.2); schemes are compared without regard to case.
    func credentials(scheme: String) -> String? {
        guard let parts = fields["Authorization"]?.split(separator: " ", maxSplits: 1), parts.count == 2,
            parts[0].lowercased() == scheme
        else { return nil }
        return String(parts[1])
    }

    /// How large the body is or was going to be.
    var bodyBytes: Int64 { max(contentLength ?? 0, Int64(body.count)) }

    /// The media type of the body, without parameters.
    var contentType: String? { fields["Content-Type"].flatMap { MediaType($0)?.essence } }
}
