import HTTPClient

/// A file's bytes as they arrive; read by one iterator, and only while the closure that was given the body runs.
public struct DownloadBody: AsyncSequence, Sendable {
    /// One or more bytes.
    public typealias Element = [UInt8]

    let body: ResponseBody
    let maximumBytes: Int

    /// Takes what has arrived since the last piece; the server has to wait while nobody asks.
    public struct AsyncIterator: AsyncIteratorProtocol {
        var inner: ResponseBody.AsyncIterator
        let maximumBytes: Int

        /// Waits for the next piece; `nil` at the end of a file that came whole.
        /// - Throws: `EgressError`, `CancellationError`.
        public mutating func next() async throws -> [UInt8]? {
            do {
                return try await inner.next()
            } catch let error as HTTPClientError {
                throw EgressError.from(error, hasBegun: true, limit: maximumBytes)
            }
        }
    }

    /// Makes the iterator.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(inner: body.makeAsyncIterator(), maximumBytes: maximumBytes) }
}
