internal import Glibc
internal import Synchronization

/// The names in a folder, some at a time, so that a folder of millions takes no more memory than one of a hundred.
///
/// In no order. What is added or removed meanwhile may be in it or not; everything else is in it once.
@safe public final class DirectoryListing: Sendable {
    private let stream: Mutex<OpaquePointer>
    private let path: String

    init(owning descriptor: CInt, path: String) throws(FileError) {
        guard let stream = unsafe fdopendir(descriptor) else {
            let error = FileError(.list, path)
            close(descriptor)
            throw error
        }
        unsafe self.stream = Mutex(stream)
        self.path = path
    }

    deinit { unsafe stream.withLock { _ = unsafe closedir($0) } }

    /// The next names, without `.` and `..`; empty when there are no more.
    public func next(upTo limit: Int) throws(FileError) -> [String] {
        try unsafe stream.withLock { stream throws(FileError) in
            var names: [String] = []
            while names.count < limit {
                errno = 0
                guard let entry = unsafe readdir(stream) else {
                    guard errno == 0 else { throw FileError(.list, path) }
                    break
                }
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                    unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
                }
                if name != "." && name != ".." { names.append(name) }
            }
            return names
        }
    }
}
