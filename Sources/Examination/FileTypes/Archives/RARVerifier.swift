import Attachments

/// RAR archives of versions 4 and 5, and whether a password locks them (RAR 5.0 archive format; TechNote of RAR 4).
enum RARVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _: Proposals) throws -> DetectedType? {
        let types = ["application/vnd.rar", "application/vnd.comicbook-rar"]
        if bytes.has(mark + [1, 0]) { return DetectedType(types, isEncrypted: try isLocked5(bytes)) }
        if bytes.has(mark + [0]) { return DetectedType(types, isEncrypted: try isLocked4(bytes)) }
        return nil
    }

    private static let mark: [UInt8] = [0x52, 0x61, 0x72, 0x21, 0x1A, 7]
    /// Members beyond these are not looked at: one that is locked stands for all.
    private static let maximumBlocks = 1000

    private static func isLocked5(_ bytes: FileBytes) throws -> Bool {
        var place = 8
        for _ in 0..<maximumBlocks {
            guard let block = try RAR5Block(bytes, at: place) else { return false }
            if block.isEncrypted { return true }
            guard block.end > place else { return false }
            place = block.end
        }
        return false
    }

    private static func isLocked4(_ bytes: FileBytes) throws -> Bool {
        var place = 7
        for _ in 0..<maximumBlocks {
            let header = try bytes.bytes(at: place, upTo: 11)
            guard let type = header.little(1, at: 2), let flags = header.little(2, at: 3), let size = header.little(2, at: 5),
                size >= 7
            else { return false }
            if type == 0x73 && flags & 0x80 != 0 || type == 0x74 && flags & 0x04 != 0 { return true }
            place += size + (flags & 0x8000 != 0 ? header.little(4, at: 7) ?? 0 : 0)
        }
        return false
    }
}

/// One block of a RAR 5 archive: numbers of seven bits a byte, the lowest first.
private struct RAR5Block {
    let isEncrypted: Bool
    let end: Int

    init?(_ bytes: FileBytes, at place: Int) throws {
        let header = try bytes.bytes(at: place, upTo: 4096)
        var reader = Reader(bytes: header, place: 4)
        guard let size = reader.number(), size < 1 << 21 else { return nil }
        let body = reader.place
        guard let type = reader.number(), let flags = reader.number() else { return nil }
        let extra = flags & 1 != 0 ? reader.number() ?? 0 : 0
        let data = flags & 2 != 0 ? reader.number() ?? 0 : 0
        guard extra <= size, data < 1 << 60 else { return nil }
        end = place + body + size + data
        isEncrypted = type == 4 || type == 2 && Self.hasEncryption(header, from: body + size - extra, to: body + size)
    }

    /// Whether one of a file's extra records is the one of type 1.
    private static func hasEncryption(_ header: [UInt8], from start: Int, to end: Int) -> Bool {
        var reader = Reader(bytes: header, place: start)
        while reader.place < end {
            guard let size = reader.number(), size > 0 else { return false }
            let next = reader.place + size
            guard let type = reader.number() else { return false }
            if type == 1 { return true }
            reader.place = next
        }
        return false
    }

    private struct Reader {
        let bytes: [UInt8]
        var place: Int

        mutating func number() -> Int? {
            var value = 0
            for shift in stride(from: 0, through: 56, by: 7) {
                guard bytes.indices.contains(place) else { return nil }
                let byte = Int(bytes[place])
                place += 1
                value |= (byte & 0x7F) << shift
                if byte & 0x80 == 0 { return value }
            }
            return nil
        }
    }
}
