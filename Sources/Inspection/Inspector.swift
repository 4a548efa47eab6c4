public import Attachments
public import FileIO
internal import FileMagic
internal import Threading

/// Finds out what bytes really are.
public struct Inspector: Sendable {
    private let threads: ThreadPool<MagicCookie>

    /// Starts threads for the reading.
    ///
    /// - Parameter threads: how many files are looked at, at once.
    public init(threads: Int) {
        self.threads = ThreadPool(name: "inspector", threads: threads) { try MagicCookie() }
    }

    /// Reads the file's real type and compares it with its name and the claimed type.
    ///
    /// 64 KiB are read; where they do not tell, at most 1 MiB and the directory of a zip or OLE file. The descriptor's offset stays where
    /// it is.
    /// - Throws: `FileError` when the file cannot be read, `FileMagicError` when libmagic has no database or no answer.
    public func inspect(_ file: OpenFile, named name: String, claimedType: String?) async throws -> FileTypeAgreement {
        let detected = try await threads.run { cookie in try Self.type(of: file, cookie) }
        do throws(FileNameError) {
            return .of(name: try FileName(cleaning: name), claimedType: claimedType, detectedType: detected)
        } catch {
            if error.code == .empty { return .of(name: nil, claimedType: claimedType, detectedType: detected) }
            return FileTypeAgreement(type: FileType(detected), objections: [.init(.disguisedName, error.description)])
        }
    }

    /// The canonical type that the bytes show.
    private static func type(of file: OpenFile, _ cookie: MagicCookie) throws -> String {
        let head = try file.read(upTo: headBytes, at: 0)
        let type = MediaTypes.canonical(try unsafe cookie.type(of: head.span.bytes))
        if OfficePackage.candidates.contains(type) || type == unknown && head.starts(with: zipSignature) {
            return try ZipDirectory(file).flatMap { OfficePackage($0).mediaType } ?? "application/zip"
        }
        if type == unknown || type == oleStorage, file.size > Int64(head.count) {
            return MediaTypes.canonical(try cookie.type(ofFile: file.descriptor))
        }
        return MediaTypes.named(type)?.nature == .plainText ? TextHead(head).mediaType ?? type : type
    }

    private static let headBytes = 65536
    private static let zipSignature: [UInt8] = [0x50, 0x4B, 3, 4]
    /// A picture may stand before a sound, and fill the head.
    private static let unknown = "application/octet-stream"
    /// The directory that tells which document it is may be anywhere in it.
    private static let oleStorage = "application/x-ole-storage"
}
