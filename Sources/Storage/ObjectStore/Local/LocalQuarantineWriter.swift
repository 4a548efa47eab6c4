internal import Crypto
internal import FileIO
internal import Synchronization
internal import Threading

/// Writes one file in `incoming`, and moves it to quarantine when it is whole.
final class LocalQuarantineWriter: QuarantineWriter {
    private struct Progress: ~Copyable {
        /// `nil` once the object is published or discarded.
        var file: FileWriter?
        var share: SpaceShare
        var hasher = SHA256()
        var size: Int64 = 0
    }

    private let progress: Mutex<Progress>
    private let name: String
    private let incoming: Directory
    private let quarantine: Directory
    private let space: FreeSpace
    private let threads: ThreadPool<Void>

    init(
        file: FileWriter, name: String, incoming: Directory, quarantine: Directory, space: FreeSpace, threads: ThreadPool<Void>
    ) {
        self.progress = Mutex(Progress(file: file, share: SpaceShare(of: space)))
        self.name = name
        self.incoming = incoming
        self.quarantine = quarantine
        self.space = space
        self.threads = threads
    }

    deinit { discard() }

    func write(_ bytes: RawSpan) throws {
        do {
            try progress.withLock { progress in
                let file = try Self.open(progress.file)
                try progress.share.use(bytes.byteCount) { () throws(FileError) in try file.write(bytes) }
                progress.hasher.update(bytes)
                progress.size += Int64(bytes.byteCount)
            }
        } catch {
            discard()
            throw error
        }
    }

    func publish() async throws -> StoredObject {
        let (file, object) = try progress.withLock { progress in
            let file = try Self.open(progress.file.take())
            return (file, StoredObject(size: progress.size, sha256: try progress.hasher.finalize().hex))
        }
        do {
            try await threads.run { [name, incoming, quarantine, space] in
                // The bytes before the name: whoever sees the object, even after a crash, sees all of it.
                try storing { () throws(FileError) in try file.sync() }
                // Only now has the file system counted them all, and whatever others have written meanwhile.
                try space.check()
                try storing { () throws(FileError) in
                    try incoming.move(name, to: quarantine, as: name)
                    try quarantine.sync()
                }
            }
        } catch {
            remove()
            throw error
        }
        return object
    }

    func discard() {
        guard progress.withLock({ $0.file.take() }) != nil else { return }
        remove()
    }

    private func remove() {
        // Should this fail, the file stays for `removeUnfinished()`: in `incoming` it is nobody's object.
        _ = try? incoming.remove(name)
    }

    private static func open(_ file: FileWriter?) throws(ObjectStoreError) -> FileWriter {
        guard let file else { throw .finished }
        return file
    }
}
