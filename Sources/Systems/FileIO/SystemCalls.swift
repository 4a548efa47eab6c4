internal import Glibc

/// Opens a path relative to a folder, with the flags that every descriptor of ours has.
func openDescriptor(
    _ name: String, in folder: CInt = AT_FDCWD, _ flags: CInt, _ action: FileError.Action, path: String
) throws(FileError) -> CInt {
    // A NUL would end the name where the system reads it, and so name another file.
    guard !name.utf8.contains(0) else { throw FileError(.invalidName, action, path) }
    while true {
        let descriptor = unsafe openat(folder, name, flags | O_CLOEXEC, 0o600)
        if descriptor >= 0 { return descriptor }
        if errno != EINTR { throw FileError(action, path) }
    }
}

/// What the system knows of an open file.
func fileStatus(_ descriptor: CInt, _ action: FileError.Action, path: String) throws(FileError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(action, path) }
    return status
}

/// Makes a folder and those above it, for this user alone; those that are there stay as they are.
func makeFolders(_ path: String) throws(FileError) {
    var made = path.hasPrefix("/") ? "" : "."
    for component in path.split(separator: "/") {
        made += "/" + component
        guard unsafe mkdir(made, 0o700) == 0 || errno == EEXIST else { throw FileError(.makeFolder, made) }
    }
}
