/// A `multipart/form-data` body, written as browsers do, or as they never would.
struct Form: Sendable {
    static let boundary = "----harbour7MA4YWxk"
    static let note = Array("The harbour was quiet this morning.\n".utf8)

    /// A zip whose only member says that it needs a password (APPNOTE 6.3.10, section 4.4.4, bit 0).
    static let encryptedZip: [UInt8] =
        [0x50, 0x4B, 3, 4] + member + name + contents + [0x50, 0x4B, 1, 2, 20, 0] + member + [UInt8](repeating: 0, count: 14) + name
        + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 56, 0, 0, 0, 72, 0, 0, 0, 0, 0]

    /// An office document with a password: a compound file whose root has a stream for what is locked ([MS-OFFCRYPTO] section 2.3.4).
    static let lockedDocument: [UInt8] = {
        let free = [UInt8](repeating: 0xFF, count: 4)
        let header =
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16) + [
                0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0,
            ]
            + [UInt8](repeating: 0, count: 10) + [
                1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0,
            ]
            + [0xFE, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 108 * 4)
        let table = [0xFD, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0xFF, count: 504)
        func entry(_ name: String, _ kind: UInt8, child: [UInt8]) -> [UInt8] {
            let letters = Array((name + "\0").utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            return letters + [UInt8](repeating: 0, count: 64 - letters.count) + [UInt8(letters.count), 0, kind, 1] + free + free
                + child
                + [UInt8](repeating: 0, count: 36) + [0xFE, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 8)
        }
        let entries = entry("Root Entry", 5, child: [1, 0, 0, 0]) + entry("EncryptedPackage", 2, child: free)
        return header + table + entries + [UInt8](repeating: 0, count: 256)
    }()

    private static let name = Array("secret.txt".utf8)
    private static let contents = [UInt8](repeating: 0x5A, count: 32)
    private static let member: [UInt8] = [20, 0, 1, 0, 0, 0, 0, 0, 0x21, 0, 1, 2, 3, 4, 32, 0, 0, 0, 20, 0, 0, 0, 10, 0, 0, 0]

    private(set) var bytes: [UInt8] = []

    func field(_ name: String, _ value: String) -> Form {
        part("Content-Disposition: form-data; name=\"\(name)\"", Array(value.utf8))
    }

    func file(_ name: String, _ type: String, _ bytes: [UInt8], field: String = "file") -> Form {
        part("Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: \(type)", bytes)
    }

    func part(_ headers: String, _ body: [UInt8]) -> Form {
        var form = self
        form.bytes += Array("--\(Self.boundary)\r\n\(headers)\r\n\r\n".utf8) + body + Array("\r\n".utf8)
        return form
    }

    func closed() -> Form {
        var form = self
        form.bytes += Array("--\(Self.boundary)--\r\n".utf8)
        return form
    }
}
