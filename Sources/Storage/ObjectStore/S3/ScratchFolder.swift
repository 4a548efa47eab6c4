internal import FileIO
internal import Synchronization

/// Files without names on the local disk, for bytes on their way to or from a store elsewhere.
final class ScratchFolder: Sendable {
    private let folder: Directory
    private let space: FreeSpace
    private let count = Atomic<UInt64>(0)

    /// Opens the folder, makes it where it is missing, and removes what a crash may have left in it. Blocks.
    ///
    /// - Parameter space: the free space of the folder's file system.
    init(path: String, space: (Directory) -> FreeSpace) throws(ObjectStoreError) {
        folder = try storing { () throws(FileError) in
            let folder = try Directory(path: path)
            let listing = try folder.list()
            while case let names = try listing.next(upTo: 1000), !names.isEmpty {
                for name in names { _ = try folder.remove(name) }
            }
            return folder
        }
        self.space = space(folder)
    }

    /// Makes an empty file. Blocks.
    ///
    /// - Throws: `ObjectStoreError`, with `full` when less than the reserve is free.
    func file() throws(ObjectStoreError) -> FileWriter {
        try space.check()
        let number = count.add(1, ordering: .relaxed).newValue
        return try storing { () throws(FileError) in try folder.scratchFile("\(number)") }
    }

    /// What a file's writer takes of the free space.
    func share() -> SpaceShare { SpaceShare(of: space) }
}
