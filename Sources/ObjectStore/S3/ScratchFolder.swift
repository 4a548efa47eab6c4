internal import FileIO
internal import Synchronization

/// Files without names on the local disk, for bytes on their way to or from a store elsewhere.
final class ScratchFolder: Sendable {
    private let folder: Directory
    private let reserve: Int64
    private let count = Atomic<UInt64>(0)

    /// Opens the folder, makes it where it is missing, and removes what a crash may have left in it. Blocks.
    init(path: String, reserve: Int64) throws(ObjectStoreError) {
        folder = try storing { () throws(FileError) in
            let folder = try Directory(path: path)
            let listing = try folder.list()
            while case let names = try listing.next(upTo: 1000), !names.isEmpty {
                for name in names { _ = try folder.remove(name) }
            }
            return folder
        }
        self.reserve = reserve
    }

    /// Makes an empty file. Blocks.
    ///
    /// - Throws: `ObjectStoreError`, with `full` when less than the reserve is free.
    func file() throws(ObjectStoreError) -> FileWriter {
        try folder.keepFree(reserve)
        let number = count.add(1, ordering: .relaxed).newValue
        return try storing { () throws(FileError) in try folder.scratchFile("\(number)") }
    }
}
