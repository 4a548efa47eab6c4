internal import Glibc

/// Keeps other processes out of a folder for as long as it lives; the kernel lets go of it when the process dies, however it dies.
public final class FolderLock: Sendable {
    private let descriptor: CInt

    /// Takes the lock: flock(2) on a file named `lock` in the folder.
    ///
    /// - Returns: `nil` when another process has it.
    /// - Throws: `FileError` when the file cannot be made.
    public init?(in folder: String) throws(FileError) {
        let path = folder + "/lock"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileError(.open, path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
