internal import Crypto
internal import FileIO
internal import Synchronization

/// An object's bytes on their way to the local disk, hashed as they come.
final class FetchedFile: Sendable {
    private struct Progress: ~Copyable {
        var share: SpaceShare
        var hasher = SHA256()
        var size: Int64 = 0
    }

    private let file: FileWriter
    private let progress: Mutex<Progress>

    init(in scratch: ScratchFolder) throws(ObjectStoreError) {
        file = try scratch.file()
        progress = Mutex(Progress(share: scratch.share()))
    }

    /// Appends. Blocks.
    func append(_ bytes: [UInt8]) throws(ObjectStoreError) {
        try progress.withLock { progress throws(ObjectStoreError) in
            try progress.share.use(bytes.count) { () throws(FileError) in try unsafe file.write(bytes.span.bytes) }
            progress.hasher.update(bytes)
            progress.size += Int64(bytes.count)
        }
    }

    /// The file, once it is known to be what it should.
    ///
    /// - Throws: `ObjectStoreError` with `corrupt` when it is not.
    func finish(size: Int64, sha256: String) throws -> OpenFile {
        let (received, digest) = try progress.withLock { ($0.size, try $0.hasher.finalize().hex) }
        guard received == size, sha256 == digest else {
            throw ObjectStoreError(
                .corrupt, "The S3 service gave other bytes than were stored. Find out who or what changes objects in its buckets.")
        }
        return try storing { () throws(FileError) in try file.contents() }
    }
}
