import Attachments

/// Formats whose marks stand behind the start, or at the end: asked about where nothing at the start says what a file is.
enum LateSignatureVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _: Proposals) throws -> DetectedType? {
        if let signature = signatures.first(where: { $0.matches(bytes.head) }) { return DetectedType([signature.type]) }
        if isTape(bytes.head) { return DetectedType(["application/x-tar"]) }
        // Viewers look for it in the first kilobyte (ISO 32000-1, implementation note 13).
        if bytes.head.place(of: Array("%PDF-".utf8), before: 1024) != nil { return DetectedType(["application/pdf"]) }
        let tail = try bytes.bytes(at: bytes.size - 512, upTo: 512)
        if tail.has("koly") { return DetectedType(["application/x-apple-diskimage"]) }
        return tail.has("conectix") ? DetectedType(["application/x-virtualbox-vhd"]) : nil
    }

    private static let signatures = [
        Signature("application/x-tar", "ustar", at: 257), Signature("application/dicom", "DICM", at: 128),
        Signature("application/x-mobipocket-ebook", "BOOKMOBI", at: 60),
        Signature("application/x-mobipocket-ebook", "TEXtREAd", at: 60),
        Signature("application/x-lzh-compressed", "-lh", at: 2), Signature("application/x-ace-compressed", "**ACE**", at: 7),
        Signature("application/x-iso9660-image", "CD001", at: 32769), Signature("application/x-iso9660-image", "CD001", at: 34817),
        Signature("application/x-iso9660-image", "BEA01", at: 32769),
    ]

    /// Archives from before there was a mark: the header's bytes, with blanks in place of their sum, make the sum.
    private static func isTape(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        let digits = head[148..<156].filter { $0 != 0x20 && $0 != 0 }
        guard !digits.isEmpty, digits.count <= 7, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return false }
        let sum = digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
        return sum == head[..<512].indices.reduce(0) { $0 + ((148..<156).contains($1) ? 0x20 : Int(head[$1])) }
    }
}
