public import HTTPSemantics

extension HTTPClient {
    /// An answer, read whole.
    public struct Response: Sendable {
        /// The status code; any, a redirect's included.
        public let status: Int
        /// Header fields as they came, without trailers.
        public let fields: HTTPFields
        /// The content as it came, content encodings not undone.
        public let body: [UInt8]
    }
}
