/// Pictures of noise: PNG files of any size, each different from all others, so that no cache of a scanner's knows them.
///
/// The pixels are stored, not compressed (RFC 1951 section 3.2.4), so that making one costs little beside scanning it.
struct NoisePicture {
    private var random: UInt64

    init(seed: UInt64) { random = seed &* 2 + 1 }

    /// A picture of about so many bytes, never more.
    mutating func bytes(size: Int) -> [UInt8] {
        let width = 1024
        let row = 1 + width
        let height = max(1, (size - 1024) / (row + row / 13_000 + 1))
        var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        file.reserveCapacity(size)
        append(chunk: "IHDR", big(UInt32(width)) + big(UInt32(height)) + [8, 0, 0, 0, 0], to: &file)
        append(chunk: "IDAT", zlibStored(rows: height, width: width), to: &file)
        append(chunk: "IEND", [], to: &file)
        return file
    }

    private mutating func zlibStored(rows: Int, width: Int) -> [UInt8] {
        let pixels = noise(rows: rows, width: width)
        var stream: [UInt8] = [0x78, 0x01]
        stream.reserveCapacity(pixels.count + pixels.count / 65_535 * 5 + 16)
        var start = 0
        while start < pixels.count {
            let end = min(start + 65_535, pixels.count)
            let length = UInt16(end - start)
            stream.append(end == pixels.count ? 1 : 0)
            stream += [UInt8(truncatingIfNeeded: length), UInt8(length >> 8)]
            stream += [UInt8(truncatingIfNeeded: ~length), UInt8(~length >> 8)]
            stream += pixels[start..<end]
            start = end
        }
        return stream + big(Checksums.adler32(pixels))
    }

    private mutating func noise(rows: Int, width: Int) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: rows * (width + 1))
        for row in 0..<rows {
            var index = row * (width + 1) + 1
            for _ in 0..<width / 8 {
                random ^= random << 13
                random ^= random >> 7
                random ^= random << 17
                for byte in 0..<8 { pixels[index + byte] = UInt8(truncatingIfNeeded: random >> (byte * 8)) }
                index += 8
            }
        }
        return pixels
    }

    private func append(chunk type: String, _ data: [UInt8], to file: inout [UInt8]) {
        let body = Array(type.utf8) + data
        file += big(UInt32(data.count)) + body + big(Checksums.crc32(body))
    }

    private func big(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
}

/// The checksums of PNG and zlib.
enum Checksums {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes { crc = (crc >> 8) ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
        return ~crc
    }

    static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (a, b) = (UInt32(1), UInt32(0))
        for start in stride(from: 0, to: bytes.count, by: 5552) {
            for byte in bytes[start..<min(start + 5552, bytes.count)] {
                a &+= UInt32(byte)
                b &+= a
            }
            a %= 65_521
            b %= 65_521
        }
        return b << 16 | a
    }
}
