internal import Glibc

/// A new file, written from its beginning; made by `Directory.create(_:)`. Closed when the last reference goes.
///
/// One thread at a time writes. Nothing is buffered here: what `write` has taken is in the system's hands, and on the disk after
/// `sync`. Once either has failed, the file is of no use: what a failed `sync` lost is not written by the next.
public final class FileWriter: Sendable {
    private let descriptor: CInt
    private let path: String

    init(owning descriptor: CInt, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Appends all of the bytes.
    ///
    /// - Throws: `FileError`; some of the bytes may then be in the file.
    public func write(_ bytes: RawSpan) throws(FileError) {
        var written = 0
        while written < bytes.byteCount {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { throw FileError(.write, path) }
        }
    }

    /// Waits until the bytes and the size are on the disk. The file's name is not: that is `Directory.sync()`.
    public func sync() throws(FileError) {
        while fdatasync(descriptor) != 0 {
            if errno != EINTR { throw FileError(.sync, path) }
        }
    }

    /// What has been written, for reading; of a scratch file only, whose descriptor can do both.
    public func contents() throws(FileError) -> OpenFile {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw FileError(.open, path) }
        return try OpenFile(descriptor: copy, path: path)
    }
}
