/// A `multipart/form-data` body, written as browsers do, or as they never would.
struct Form: Sendable {
    static let boundary = "----harbour7MA4YWxk"
    static let note = Array("The harbour was quiet this morning.\n".utf8)

    /// A zip whose only member says that it needs a password (APPNOTE 6.3.10, section 4.4.4, bit 0).
    static let encryptedZip: [UInt8] =
        [0x50, 0x4B, 3, 4] + member + name + contents + [0x50, 0x4B, 1, 2, 20, 0] + member + [UInt8](repeating: 0, count: 14) + name
        + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 56, 0, 0, 0, 72, 0, 0, 0, 0, 0]

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
