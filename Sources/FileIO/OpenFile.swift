import Glibc

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

    deinit { close(descriptor) }
}
