public import HTTPSemantics

/// What comes before an answer's body.
public struct ResponseHead: Sendable {
    /// The status code; any, a redirect's included.
    public let status: Int
    /// Header fields as they came, without trailers.
    public let fields: HTTPFields
}
