internal import Glibc

/// A folder of ours, held open: what is done in it stays in it, whatever becomes of the path by which it was opened.
///
/// Names are single components, never paths, and no symbolic link is followed. Every call blocks.
public final class Directory: Sendable {
    /// The path by which it was opened, for messages.
    public let path: String
    private let descriptor: CInt

    /// Opens a folder, and makes it and those above it where they are missing, for this user alone.
    ///
    /// - Throws: `FileError`, with `exposed` when others than this user can write to it.
    public convenience init(path: String) throws(FileError) {
        try makeFolders(path)
        try self.init(descriptor: openDescriptor(path, O_RDONLY | O_DIRECTORY, .open, path: path), path: path)
    }

    /// Takes over a descriptor once it is known that nobody else can plant something in the folder, and closes it otherwise.
    private init(descriptor: CInt, path: String) throws(FileError) {
        self.descriptor = descriptor
        self.path = path
        let status = try fileStatus(descriptor, .open, path: path)
        guard status.st_mode & 0o022 == 0, status.st_uid == geteuid() else { throw FileError(.exposed, .open, path) }
    }

    deinit { close(descriptor) }

    /// Opens a folder in this one, and makes it where it is missing, for this user alone.
    ///
    /// - Throws: `FileError`, with `exposed` when others than this user can write to it.
    public func folder(_ name: String) throws(FileError) -> Directory {
        let path = try place(name, .makeFolder)
        guard unsafe mkdirat(descriptor, name, 0o700) == 0 || errno == EEXIST else { throw FileError(.makeFolder, path) }
        let inner = try openDescriptor(name, in: descriptor, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, .open, path: path)
        return try Directory(descriptor: inner, path: path)
    }

    /// Opens a file for reading.
    ///
    /// - Throws: `FileError`, with `wrongKind` for a symbolic link and whatever else is no regular file.
    public func open(_ name: String) throws(FileError) -> OpenFile {
        let path = try place(name, .open)
        let file = try openDescriptor(name, in: descriptor, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, .open, path: path)
        return try OpenFile(descriptor: file, path: path)
    }

    /// Makes a new, empty file for this user alone (mode 0600).
    ///
    /// - Throws: `FileError`, with `exists` when anything is there, a symbolic link as well.
    public func create(_ name: String) throws(FileError) -> FileWriter {
        let path = try place(name, .create)
        let file = try openDescriptor(name, in: descriptor, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, .create, path: path)
        return FileWriter(owning: file, path: path)
    }

    /// Makes a file without a name, for this user alone: it is gone with its last descriptor, however this process ends.
    ///
    /// - Parameter name: one that nothing else here has; the file has it for an instant.
    public func scratchFile(_ name: String) throws(FileError) -> FileWriter {
        let path = try place(name, .create)
        let file = try openDescriptor(name, in: descriptor, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, .create, path: path)
        let writer = FileWriter(owning: file, path: path)
        _ = try remove(name)
        return writer
    }

    /// Moves a file to another folder of the same file system in one step; what had the new name there is gone.
    public func move(_ name: String, to folder: Directory, as newName: String) throws(FileError) {
        let path = try place(name, .rename)
        _ = try folder.place(newName, .rename)
        guard unsafe renameat(descriptor, name, folder.descriptor, newName) == 0 else { throw FileError(.rename, path) }
    }

    /// Removes a file.
    ///
    /// - Returns: whether it was there.
    public func remove(_ name: String) throws(FileError) -> Bool {
        let path = try place(name, .remove)
        if unsafe unlinkat(descriptor, name, 0) == 0 { return true }
        if errno == ENOENT { return false }
        throw FileError(.remove, path)
    }

    /// Waits until the names that were made, moved and removed here are so on the disk.
    public func sync() throws(FileError) {
        while fsync(descriptor) != 0 {
            if errno != EINTR { throw FileError(.sync, path) }
        }
    }

    /// Begins a list of what is in the folder.
    public func list() throws(FileError) -> DirectoryListing {
        let own = try openDescriptor(".", in: descriptor, O_RDONLY | O_DIRECTORY, .list, path: path)
        return try DirectoryListing(owning: own, path: path)
    }

    /// The bytes that this user can still write to the file system of the folder.
    public func freeBytes() throws(FileError) -> Int64 {
        var status = statvfs()
        guard unsafe fstatvfs(descriptor, &status) == 0 else { throw FileError(.measure, path) }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// The path of a name in the folder, once the name is known to stay in it.
    private func place(_ name: String, _ action: FileError.Action) throws(FileError) -> String {
        guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "/") }) else {
            throw FileError(.invalidName, action, path)
        }
        return path + "/" + name
    }
}
