/// Writes one new object, once, as the bytes arrive; one thread at a time.
public protocol QuarantineWriter: AnyObject, Sendable {
    /// Appends; hashes on the way. Blocks for a write.
    ///
    /// - Throws: `ObjectStoreError`, with `full` when there is no room. Nothing then remains.
    func write(_ bytes: RawSpan) throws
    /// Makes the object durable and visible in quarantine; without it nothing remains. When it throws, the object may be there all the same:
    /// it is the caller's to destroy, the sweep's, or replaced by the next attempt.
    func publish() async throws -> StoredObject
    /// Removes what was written; also done when the writer goes unpublished. Does nothing once it is published.
    func discard()
}
