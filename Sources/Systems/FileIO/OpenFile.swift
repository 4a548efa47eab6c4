internal import Glibc

/// An open file for reading: owns its descriptor and closes it when the last reference goes.
public final class OpenFile: Sendable {
    /// The descriptor, valid as long as this object lives. Do not close it.
    public let descriptor: CInt
    /// The size in bytes when it was opened.
    public let size: Int64

    /// Takes over an open descriptor.
    public init(owning descriptor: CInt, size: Int64) {
        self.descriptor = descriptor
        self.size = size
    }

    /// Opens a file that the operator or the user named; symbolic links are followed.
    ///
    /// - Throws: `FileError`, with `wrongKind` for anything but a regular file: a pipe or a device could be read for ever.
    public convenience init(path: String) throws(FileError) {
        try self.init(descriptor: openDescriptor(path, O_RDONLY | O_NONBLOCK, .open, path: path), path: path)
    }

    /// Takes over a descriptor once it is known to be a regular file's, and closes it otherwise.
    convenience init(descriptor: CInt, path: String) throws(FileError) {
        do throws(FileError) {
            let status = try fileStatus(descriptor, .open, path: path)
            guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(.wrongKind, .open, path) }
            self.init(owning: descriptor, size: Int64(status.st_size))
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Reads bytes from a place in the file; several threads may read at once.
    ///
    /// - Returns: how many were read: fewer than the buffer holds only at the end of the file, zero behind it.
    public func read(into buffer: inout MutableRawSpan, at offset: Int64) throws(FileError) -> Int {
        var taken = 0
        while taken < buffer.byteCount {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(descriptor, bytes.baseAddress?.advanced(by: taken), bytes.count - taken, off_t(offset) + taken)
            }
            if count == 0 { break }
            if count > 0 { taken += count } else if errno != EINTR { throw FileError(.read, "an open file") }
        }
        return taken
    }

    /// Reads at most so many bytes from a place in the file.
    public func read(upTo count: Int, at offset: Int64) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        var buffer = unsafe span.mutableBytes
        let taken = try read(into: &buffer, at: offset)
        return Array(bytes.prefix(taken))
    }
}
