import Attachments

/// Zip archives, and what is built on them: known by the names in the directory.
///
/// libmagic goes by the order of the first few members, which differs from one program to another, and does not see macros.
enum ZipVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) throws -> DetectedType? {
        guard starts.contains(where: { bytes.has($0) }) else { return nil }
        guard let directory = try ZipDirectory(bytes) else { return DetectedType([archive]) }
        let package = ZipPackage(directory, label: label(of: bytes))
        let isEncrypted = try directory.members.contains(where: \.isEncrypted) || package.isLocked(directory, bytes)
        return DetectedType(package.types, isEncrypted: isEncrypted)
    }

    static let archive = "application/zip"

    /// A member's header, the end of an empty archive, and the mark of one in several parts (APPNOTE.TXT 4.3 and 8.5.4).
    private static let starts: [[UInt8]] = [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 7, 8, 0x50, 0x4B, 3, 4]]

    /// The text of a first member called `mimetype`, not compressed (OpenDocument 1.3 part 2, section 3.3).
    private static func label(of bytes: FileBytes) -> String? {
        guard bytes.has(Array("mimetype".utf8), at: 30), bytes.head.little(2, at: 26) == 8, bytes.head.little(2, at: 8) == 0,
            let length = bytes.head.little(4, at: 18), let extra = bytes.head.little(2, at: 28), length <= 128,
            38 + extra + length <= bytes.head.count
        else { return nil }
        let text = bytes.head[38 + extra..<38 + extra + length]
        return MediaTypes.canonical(String(decoding: text, as: UTF8.self))
    }
}
