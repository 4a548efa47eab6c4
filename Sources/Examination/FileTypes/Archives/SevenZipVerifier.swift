import Attachments

/// 7z archives, and whether a password locks their names (7zFormat.txt of the LZMA SDK). Where the list of members is packed and not
/// locked, whether their contents are is the scanner's to say.
enum SevenZipVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _: Proposals) throws -> DetectedType? {
        guard bytes.has([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) else { return nil }
        guard let offset = bytes.head.little(6, at: 12), let size = bytes.head.little(6, at: 20) else {
            return DetectedType(["application/x-7z-compressed"])
        }
        let header = try bytes.bytes(at: 32 + offset, upTo: min(size, 1 << 18))
        return DetectedType(["application/x-7z-compressed"], isEncrypted: header.place(of: aes) != nil)
    }

    /// The coder "AES-256 and SHA-256", with its length in front.
    private static let aes: [UInt8] = [4 | 0x20, 0x06, 0xF1, 0x07, 0x01]
}
