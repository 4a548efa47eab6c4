/// Writes the simplest archives of the ZIP format (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16): one stored member.
struct ZipArchive {
    private(set) var bytes: [UInt8] = []

    static func storing(_ file: File) -> [UInt8] {
        var archive = ZipArchive()
        archive.add(UInt32(0x0403_4b50))
        archive.addDescription(of: file)
        archive.bytes += Array(file.name.utf8) + file.bytes
        let directory = UInt32(archive.bytes.count)
        archive.add(UInt32(0x0201_4b50))
        archive.add(UInt16(20))
        archive.addDescription(of: file)
        archive.bytes += [UInt8](repeating: 0, count: 14) + Array(file.name.utf8)
        let directorySize = UInt32(archive.bytes.count) - directory
        archive.add(UInt32(0x0605_4b50))
        archive.add(UInt32(0))
        archive.add(UInt16(1))
        archive.add(UInt16(1))
        archive.add(directorySize)
        archive.add(directory)
        archive.add(UInt16(0))
        return archive.bytes
    }

    /// What the member's own header and the directory both say.
    private mutating func addDescription(of file: File) {
        add(UInt16(20))
        add(UInt16(0))
        add(UInt16(0))
        add(UInt32(0x0021_0000))
        add(Self.crc32(file.bytes))
        add(UInt32(file.bytes.count))
        add(UInt32(file.bytes.count))
        add(UInt16(file.name.utf8.count))
        add(UInt16(0))
    }

    /// Numbers are written with the lowest byte first.
    private mutating func add(_ number: some FixedWidthInteger) {
        var rest = number
        for _ in 0..<number.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
