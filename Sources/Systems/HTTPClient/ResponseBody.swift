/// A body's pieces as they arrive; read by one iterator, and only while the closure that was given the body runs.
public struct ResponseBody: AsyncSequence, Sendable {
    /// One or more bytes.
    public typealias Element = [UInt8]

    let transfer: Transfer
    let loop: TransferLoop

    /// Takes what has arrived since the last piece.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let transfer: Transfer
        let loop: TransferLoop

        /// Waits for the next piece; `nil` at the end of a body that came whole.
        /// - Throws: `HTTPClientError` when the exchange failed or was cancelled, whatever was still unread.
        public mutating func next() async throws -> [UInt8]? {
            let (piece, wasPaused) = try await transfer.nextPiece()
            if wasPaused { loop.resume(transfer) }
            return piece
        }
    }

    /// Makes the iterator.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(transfer: transfer, loop: loop) }
}
