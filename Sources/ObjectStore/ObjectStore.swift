public import Attachments
public import FileIO

/// Where the bytes are: quarantine until they are judged, safe when they are released. Names are ours.
///
/// Every operation but writing may be done again after it failed or was cut short, and then ends the same.
public protocol ObjectStore: Sendable {
    /// Starts a new object in quarantine. Blocks for a file system call: not for the cooperative pool.
    ///
    /// - Throws: `ObjectStoreError`, with `exists` while the same object is being written.
    func create(_ id: AttachmentID) throws -> any QuarantineWriter
    /// Opens an object for reading, wherever it is.
    ///
    /// - Throws: `ObjectStoreError`, with `notFound` when it is nowhere.
    func open(_ id: AttachmentID) async throws -> OpenFile
    /// Opens an object only if it is in the safe store.
    ///
    /// - Throws: `ObjectStoreError`, with `notFound` when it is not there.
    func openReleased(_ id: AttachmentID) async throws -> OpenFile
    /// Moves an object from quarantine to safe; durable when it returns; done already is done.
    ///
    /// - Throws: `ObjectStoreError`, with `notFound` when it is in neither.
    func release(_ id: AttachmentID) async throws
    /// Destroys an object wherever it is; durable when it returns; gone already is gone.
    func destroy(_ id: AttachmentID) async throws
    /// Every object that quarantine holds, in no order; unfinished writes are not among them.
    func quarantined() async throws -> QuarantinedObjects
    /// Removes what writes of an earlier run left behind; before the first `create`, in the one process that writes.
    ///
    /// - Returns: how many were removed.
    func removeUnfinished() async throws -> Int
}
