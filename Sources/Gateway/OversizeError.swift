/// A body that is larger than anything that could be taken: announced so, or grown so.
struct OversizeError: Error, Sendable, Hashable {
    /// What may come.
    struct Limit: Sendable, Hashable {
        /// Bytes of one file.
        let file: Int64
        /// Bytes of the whole body.
        let body: Int64

        /// - Throws: `OversizeError` when so many bytes are too many for a body.
        func check(_ bytes: Int64) throws(OversizeError) {
            guard bytes <= body else { throw OversizeError(limit: file, bytes: bytes) }
        }
    }

    /// Bytes of one file.
    let limit: Int64
    /// Bytes of the body, as far as they are known.
    let bytes: Int64
}
