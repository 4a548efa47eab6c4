internal import Crypto
internal import FileIO

/// One part of an object while it fills: on the disk, so that a slow sender costs no memory, and an attempt that failed can be made again.
struct PartSpool: ~Copyable {
    private let file: FileWriter
    private var share: SpaceShare
    private var hasher = SHA256()
    private(set) var size: Int64 = 0

    init(in scratch: ScratchFolder) throws(ObjectStoreError) {
        file = try scratch.file()
        share = scratch.share()
    }

    /// Appends. Blocks.
    mutating func append(_ bytes: RawSpan) throws(ObjectStoreError) {
        try share.use(bytes.byteCount) { () throws(FileError) in try file.write(bytes) }
        hasher.update(bytes)
        size += Int64(bytes.byteCount)
    }

    /// The part, for sending.
    consuming func finish() throws -> (content: OpenFile, sha256: Digest) {
        (try storing { () throws(FileError) in try file.contents() }, try hasher.finalize())
    }
}
