public import Attachments
public import FileIO

/// Where the bytes are: quarantine until they are judged, safe when they are released. Names are ours.
public protocol ObjectStore: Sendable {
    /// Starts a new object in quarantine. Blocks for a file system call: not for the cooperative pool.
    func create(_ id: AttachmentID) throws -> any QuarantineWriter
    /// Opens an object for reading, wherever it is.
    func open(_ id: AttachmentID) async throws -> OpenFile
    /// Opens an object only if it is in the safe store.
    func openReleased(_ id: AttachmentID) async throws -> OpenFile
    /// Moves an object from quarantine to safe; durable when it returns; done already is done.
    func release(_ id: AttachmentID) async throws
    /// Destroys an object wherever it is; durable when it returns; gone already is gone.
    func destroy(_ id: AttachmentID) async throws
    /// Every object and unfinished write that quarantine holds and that is older than a minute… (see implementation)
    func quarantined() async throws -> [AttachmentID]
}

/// Writes one new object, once, as the bytes arrive.
public protocol QuarantineWriter: AnyObject, Sendable {
    /// Appends; hashes on the way. Blocks for a write.
    func write(_ bytes: RawSpan) throws
    /// Makes the object durable and visible in quarantine. Without it nothing remains.
    func publish() async throws -> StoredObject
    /// Removes what was written; also done when the writer goes unpublished.
    func discard()
}

/// What is known once all bytes are written.
public struct StoredObject: Sendable, Hashable {
    public let size: Int64
    /// Lower-case hexadecimal.
    public let sha256: String

    public init(size: Int64, sha256: String) {
        self.size = size
        self.sha256 = sha256
    }
}
