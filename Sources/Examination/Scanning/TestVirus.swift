import FileIO
import Foundation
import Glibc

/// The harmless file that every scanner must find (eicar.org), and archives of any size around it.
struct TestVirus: Sendable {
    /// Put together here so that no file of ours is found by a scanner.
    static let bytes = Array((#"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR"# + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").utf8)
    private static let crc32: UInt32 = 0x6851_CF3C

    /// The smallest archive that `archive` makes.
    static let smallestArchive: Int64 = 4096

    /// Where files are made; they have no name as soon as they are open.
    let folder: URL

    /// The test virus as it is.
    func plain() throws(ScanningError) -> OpenFile {
        try file(size: Int64(Self.bytes.count), parts: [(0, Self.bytes)])
    }

    /// A zip archive of exactly this size whose last bytes hold the test virus, uncompressed. What lies between is a hole: it costs no
    /// space on disk.
    ///
    /// Only who reads the file to its end finds the virus; and, being whole in an archive, it is found by signatures that match bytes
    /// anywhere and by those that match a whole file alike.
    /// - Parameter size: at least `smallestArchive`.
    func archive(size: Int64) throws(ScanningError) -> OpenFile {
        let first = ZipMember(name: "a", contents: [], crc32: 0)
        let virus = ZipMember(name: "eicar.com", contents: Self.bytes, crc32: Self.crc32)
        let directorySize = first.directoryEntry(at: 0).count + virus.directoryEntry(at: 0).count
        let tail = size - Int64(virus.localEntry.count + directorySize + ZipMember.endSize)
        let directory = first.directoryEntry(at: 0) + virus.directoryEntry(at: UInt32(clamping: tail))
        let end = ZipMember.end(
            entries: 2, directorySize: UInt32(directorySize), at: UInt32(clamping: tail + Int64(virus.localEntry.count)))
        return try file(size: size, parts: [(0, first.localEntry), (tail, virus.localEntry + directory + end)])
    }

    private func file(size: Int64, parts: [(offset: Int64, bytes: [UInt8])]) throws(ScanningError) -> OpenFile {
        let place = folder.appending(path: "self-test-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data().write(to: place, options: .withoutOverwriting)
            // The open file needs no name. One that stays takes no space worth an error.
            defer { try? FileManager.default.removeItem(at: place) }
            let handle = try FileHandle(forUpdating: place)
            try handle.truncate(atOffset: UInt64(size))
            for part in parts {
                try handle.seek(toOffset: UInt64(part.offset))
                try handle.write(contentsOf: part.bytes)
            }
            let descriptor = fcntl(handle.fileDescriptor, F_DUPFD_CLOEXEC, 0)
            try handle.close()
            guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
            return OpenFile(owning: descriptor, size: size)
        } catch {
            throw ScanningError(
                .folderUnusable,
                "Cannot write a file for the scanner's self-test in \(folder.path): \(error). Free space, or let this user write.")
        }
    }
}
