/// One uncompressed member of a zip archive (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
struct ZipMember {
    let name: String
    let contents: [UInt8]
    let crc32: UInt32

    /// The header and the contents.
    var localEntry: [UInt8] {
        littleEndian(0x0403_4B50 as UInt32) + common + littleEndian(0 as UInt16) + Array(name.utf8) + contents
    }

    /// The entry in the directory for a member that stands at this offset.
    func directoryEntry(at offset: UInt32) -> [UInt8] {
        // Made by version 2.0; then no extra field, comment, disk, attributes (2 + 4 bytes).
        littleEndian(0x0201_4B50 as UInt32) + littleEndian(20 as UInt16) + common + [UInt8](repeating: 0, count: 12)
            + littleEndian(offset) + Array(name.utf8)
    }

    static let endSize = 22

    static func end(entries: UInt16, directorySize: UInt32, at offset: UInt32) -> [UInt8] {
        littleEndian(0x0605_4B50 as UInt32) + littleEndian(0 as UInt32) + littleEndian(entries) + littleEndian(entries)
            + littleEndian(directorySize) + littleEndian(offset) + littleEndian(0 as UInt16)
    }

    /// What both headers hold: version, flags, method (stored), time, date (1980-01-01), checksum, sizes, length of the name.
    private var common: [UInt8] {
        littleEndian(10 as UInt16) + littleEndian(0 as UInt32) + littleEndian(0 as UInt16) + littleEndian(0x21 as UInt16)
            + littleEndian(crc32) + littleEndian(UInt32(contents.count)) + littleEndian(UInt32(contents.count))
            + littleEndian(UInt16(name.utf8.count))
    }
}

private func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
