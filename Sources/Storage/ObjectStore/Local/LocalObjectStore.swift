public import Attachments
public import FileIO
public import Observability
internal import Threading

/// A store in one folder of this machine: `quarantine/`, with what is still being written in `quarantine/incoming/`, and `safe/`.
///
/// An object is one file named after its identifier; all of its life is renames, so that it is whole wherever it is seen. The
/// folders are not fanned out: file systems of today index them (ext4, XFS), and no step here looks through one but `quarantined()`.
public final class LocalObjectStore: ObjectStore {
    private let incoming: Directory
    private let quarantine: Directory
    private let safe: Directory
    private let threads: ThreadPool<Void>
    private let space: FreeSpace

    /// Opens the store, and makes its folders where they are missing. Blocks.
    ///
    /// - Parameters:
    ///   - path: the folder of the store.
    ///   - threads: how many calls may wait for the disk at once.
    ///   - reserve: bytes of the file system that new objects leave free, from their first byte to their last. A disk that they filled to
    ///     the last byte would also stop the ledger, and with it everything that makes room again.
    ///   - metrics: where the free bytes are shown.
    /// - Throws: `ObjectStoreError`, with `unusable` when others than this user can write to a folder.
    public convenience init(
        path: String, threads: Int = 8, reserve: Int64 = 64 << 20, metrics: MetricsRegistry = MetricsRegistry()
    ) throws(ObjectStoreError) {
        try self.init(path: path, threads: threads, metrics: metrics) { FreeSpace(of: $0, reserve: reserve) }
    }

    /// The same with a free space that is told by somebody else than the file system; for tests.
    package convenience init(
        path: String, threads: Int, reserve: Int64, freeBytes: @escaping @Sendable () -> Int64
    ) throws(ObjectStoreError) {
        try self.init(path: path, threads: threads, metrics: MetricsRegistry()) { folder in
            FreeSpace(path: folder.path, reserve: reserve) { () throws(FileError) in freeBytes() }
        }
    }

    private init(
        path: String, threads: Int, metrics: MetricsRegistry, space: (Directory) -> FreeSpace
    ) throws(ObjectStoreError) {
        let (quarantine, incoming, safe) = try storing { () throws(FileError) in
            let root = try Directory(path: path)
            let quarantine = try root.folder("quarantine")
            let folders = (quarantine, try quarantine.folder("incoming"), try root.folder("safe"))
            try quarantine.sync()
            try root.sync()
            return folders
        }
        self.quarantine = quarantine
        self.incoming = incoming
        self.safe = safe
        self.threads = ThreadPool(name: "store", threads: threads)
        self.space = space(incoming)
        self.space.observe(by: metrics)
    }

    /// Starts a new object in quarantine. Blocks for file system calls: not for the cooperative pool.
    ///
    /// - Throws: `ObjectStoreError`, with `full` when less than the reserve is free.
    public func create(_ id: AttachmentID) throws -> any QuarantineWriter {
        try space.check()
        let name = id.description
        let file = try storing { () throws(FileError) in try incoming.create(name) }
        return LocalQuarantineWriter(
            file: file, name: name, incoming: incoming, quarantine: quarantine, space: space, threads: threads)
    }

    /// Opens an object for reading, wherever it is. The digest is not looked at: reading all of the file is what its reader does.
    public func open(_ id: AttachmentID, sha256: String) async throws -> OpenFile {
        // In the order in which an object moves: one that leaves quarantine meanwhile is found in safe.
        try await open(id, in: [quarantine, safe])
    }

    /// Opens an object only if it is in the safe store.
    public func openReleased(_ id: AttachmentID, sha256: String) async throws -> OpenFile {
        try await open(id, in: [safe])
    }

    /// Moves an object from quarantine to safe; durable when it returns; done already is done.
    public func release(_ id: AttachmentID) async throws {
        try await onThread { [quarantine, safe] () throws(FileError) in
            do throws(FileError) {
                try quarantine.move(id.description, to: safe, as: id.description)
            } catch  where error.code == .notFound {
                _ = try safe.open(id.description)
            }
            // First where it is, then where it no longer is: it is never nowhere.
            try safe.sync()
            try quarantine.sync()
        }
    }

    /// Destroys an object wherever it is; durable when it returns; gone already is gone.
    public func destroy(_ id: AttachmentID) async throws {
        try await onThread { [quarantine, safe] () throws(FileError) in
            for folder in [quarantine, safe] { _ = try folder.remove(id.description) }
            // Also when it was gone: the one who removed it may not have come as far as this.
            for folder in [quarantine, safe] { try folder.sync() }
        }
    }

    /// Every object that quarantine holds, in no order, up to a thousand a page.
    public func quarantined() async throws -> QuarantinedObjects {
        let listing = try await onThread { [quarantine] () throws(FileError) in try quarantine.list() }
        return QuarantinedObjects { [threads] in
            let names = try await threads.run { try storing { () throws(FileError) in try listing.next(upTo: 1000) } }
            return names.isEmpty ? nil : names.compactMap { AttachmentID($0) }
        }
    }

    /// Removes what writes of an earlier run left behind.
    public func removeUnfinished() async throws -> Int {
        try await onThread { [incoming] () throws(FileError) in
            var removed = 0
            let listing = try incoming.list()
            while case let names = try listing.next(upTo: 1000), !names.isEmpty {
                for name in names where try incoming.remove(name) { removed += 1 }
            }
            return removed
        }
    }

    /// Makes a file where new objects begin, and removes it.
    public func check() async throws {
        try await threads.run { [incoming, space] in
            try space.check()
            try storing { () throws(FileError) in _ = try incoming.scratchFile("check-\(UInt64.random(in: 0 ... .max))") }
        }
    }

    private func open(_ id: AttachmentID, in folders: [Directory]) async throws -> OpenFile {
        try await onThread { () throws(FileError) in
            for folder in folders.dropLast() {
                do throws(FileError) {
                    return try folder.open(id.description)
                } catch  where error.code == .notFound {
                    continue
                }
            }
            return try folders[folders.count - 1].open(id.description)
        }
    }

    private func onThread<Value: Sendable>(_ action: @escaping @Sendable () throws(FileError) -> Value) async throws -> Value {
        try await threads.run { try storing(action) }
    }
}
