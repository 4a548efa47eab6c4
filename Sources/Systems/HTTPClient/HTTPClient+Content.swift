public import FileIO

extension HTTPClient {
    /// The content of a request. Its length is known before it is sent, and it can be read again when a kept connection turns out
    /// to be closed.
    public enum Content: Sendable {
        /// Held in memory.
        case bytes([UInt8])
        /// A whole file as long as it was when it was opened, read piece by piece as the server takes it: any size costs the same memory.
        ///
        /// The client's thread reads it, so it should lie on a local disk. One that has become shorter fails the exchange with
        /// `bodyUnreadable`.
        case file(OpenFile)

        /// In bytes.
        public var count: Int64 {
            switch self {
            case .bytes(let bytes): Int64(bytes.count)
            case .file(let file): file.size
            }
        }
    }
}
