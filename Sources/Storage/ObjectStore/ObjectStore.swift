public import Attachments
public import FileIO

/// Where the bytes are: quarantine until they are judged, safe when they are released. Names are ours.
///
/// Every operation but writing may be done again after it failed or was cut short, and then ends the same.
public protocol ObjectStore: Sendable {
    /// Starts a new object in quarantine. Blocks for a file system call: not for the cooperative pool.
    ///
    /// - Throws: `ObjectStoreError`, with `full` when there is no room, and with `exists` where the store can see that the same object is
    ///   being written.
    func create(_ id: AttachmentID) throws -> any QuarantineWriter
    /// Opens an object for reading, wherever it is.
    ///
    /// - Parameter sha256: what the object's bytes must have, in hexadecimal; looked at by a store whose bytes came over a network.
    /// - Throws: `ObjectStoreError`, with `notFound` when it is nowhere, and with `corrupt` when it has other bytes.
    func open(_ id: AttachmentID, sha256: String) async throws -> OpenFile
    /// Opens an object only if it is in the safe store.
    ///
    /// - Parameter sha256: as for `open`.
    /// - Throws: `ObjectStoreError`, with `notFound` when it is not there, and with `corrupt` when it has other bytes.
    func openReleased(_ id: AttachmentID, sha256: String) async throws -> OpenFile
    /// Moves an object from quarantine to safe; durable when it returns; done already is done.
    ///
    /// - Throws: `ObjectStoreError`, with `notFound` when it is in neither.
    func release(_ id: AttachmentID) async throws
    /// Destroys an object wherever it is; durable when it returns; gone already is gone.
    func destroy(_ id: AttachmentID) async throws
    /// The objects that quarantine holds, in no order; unfinished writes are not among them, nor, in a store that several processes
    /// write to, what is so young that its writer may not have told anybody of it yet.
    func quarantined() async throws -> QuarantinedObjects
    /// Removes what writes of an earlier run left behind. In a store of one process: before the first `create`. In one that several
    /// write to, only what is so old that nobody can still be at it.
    ///
    /// - Returns: how many were removed.
    func removeUnfinished() async throws -> Int
    /// Finds out whether objects can be stored now.
    ///
    /// - Throws: `ObjectStoreError`.
    func check() async throws
}
