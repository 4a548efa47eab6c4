import Attachments

/// Formats without a mark that would tell them among all others: believed only when proposed, and when the bytes fit.
enum ProposedVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) throws -> DetectedType? {
        guard let found = proposals.types.first(where: { checks[$0.name]?(bytes) ?? false }) else { return nil }
        return DetectedType([found.name])
    }

    private static let checks: [String: @Sendable (FileBytes) -> Bool] = [
        "model/stl": isTriangles, "image/x-tga": isTarga, "application/x-dbf": isTable, "image/x-portable-pixmap": isMap,
        "image/x-portable-greymap": isMap, "image/x-portable-bitmap": isMap,
    ]

    /// A header of 80 bytes, a number of triangles, and 50 bytes for each.
    private static func isTriangles(_ bytes: FileBytes) -> Bool {
        bytes.head.little(4, at: 80).map { 84 + 50 * $0 == bytes.size } ?? false
    }

    /// Kind of colours, kind of picture, and a depth that there is (Truevision TGA, version 2.0).
    private static func isTarga(_ bytes: FileBytes) -> Bool {
        let head = bytes.head
        return head.count > 18 && head[1] <= 1 && [1, 2, 3, 9, 10, 11].contains(head[2]) && [8, 15, 16, 24, 32].contains(head[16])
            && head.little(2, at: 12) != 0 && head.little(2, at: 14) != 0
    }

    /// A version, a date, and a header that ends with its mark.
    private static func isTable(_ bytes: FileBytes) -> Bool {
        let head = bytes.head
        guard head.count > 32, [3, 0x30, 0x83, 0x8B, 0xF5].contains(head[0]), (1...12).contains(head[2]),
            (1...31).contains(head[3]),
            let length = head.little(2, at: 8), head.indices.contains(length - 1)
        else { return false }
        return head[..<length].suffix(2).contains(0x0D)
    }

    private static func isMap(_ bytes: FileBytes) -> Bool {
        bytes.head.count > 2 && bytes.head[0] == UInt8(ascii: "P") && (0x31...0x37).contains(bytes.head[1]) && bytes.head[2] <= 0x20
    }
}
