/// A zip archive's central directory (APPNOTE.TXT 4.3.12 and 4.3.16), which is what the programs that open it go by.
struct ZipDirectory {
    /// One member, as the directory has it.
    struct Member {
        /// As bytes: the names of parts of a document are ASCII.
        let name: [UInt8]
        let isEncrypted: Bool
        /// 0: stored; 8: deflated.
        let method: Int
        let compressedSize: Int
        /// Where its own header stands.
        let offset: Int
    }

    /// In the directory's order.
    let members: [Member]

    /// Reads the directory; `nil` when the file has none, or one larger than ``maximumBytes``.
    init?(_ bytes: FileBytes) throws {
        guard let record = try Self.endRecord(of: bytes), let size = record.little(4, at: 12),
            let offset = record.little(4, at: 16),
            size <= Self.maximumBytes, offset + size <= bytes.size
        else { return nil }
        let directory = try bytes.bytes(at: offset, upTo: size)
        guard directory.count == size, let members = Self.members(in: directory) else { return nil }
        self.members = members
    }

    /// The unpacked beginning of a member, at most so many bytes of it; `nil` when it cannot be read.
    func content(of member: Member, _ bytes: FileBytes, upTo limit: Int) throws -> [UInt8]? {
        let header = try bytes.bytes(at: member.offset, upTo: 30)
        guard header.has([0x50, 0x4B, 3, 4]), let name = header.little(2, at: 26), let extra = header.little(2, at: 28) else {
            return nil
        }
        let packed = try bytes.bytes(at: member.offset + 30 + name + extra, upTo: min(member.compressedSize, limit))
        switch member.method {
        case 0: return packed
        case 8: return Inflate.beginning(of: packed, upTo: limit)
        default: return nil
        }
    }

    /// Enough for ten thousand parts; a document has some tens.
    private static let maximumBytes = 1 << 20
    private static let endBytes = 22
    /// The record that ends an archive, with the longest comment.
    private static let longestEnd = endBytes + 65535

    /// The last record whose comment reaches exactly to the end of the file; nearly always there is no comment.
    private static func endRecord(of bytes: FileBytes) throws -> [UInt8]? {
        for length in [endBytes, longestEnd] {
            let tail = try bytes.bytes(at: max(0, bytes.size - length), upTo: length)
            let starts = (0..<max(0, tail.count - endBytes + 1)).reversed()
            let start = starts.first { start in
                tail[start] == 0x50 && tail.has([0x50, 0x4B, 5, 6], at: start)
                    && tail.little(2, at: start + 20).map { start + endBytes + $0 } == tail.count
            }
            if let start { return Array(tail[start...]) }
        }
        return nil
    }

    private static func members(in directory: [UInt8]) -> [Member]? {
        var members: [Member] = []
        var place = 0
        while place < directory.count {
            guard directory.has([0x50, 0x4B, 1, 2], at: place), let flags = directory.little(2, at: place + 8),
                let method = directory.little(2, at: place + 10), let size = directory.little(4, at: place + 20),
                let name = directory.little(2, at: place + 28), let extra = directory.little(2, at: place + 30),
                let comment = directory.little(2, at: place + 32), let offset = directory.little(4, at: place + 42)
            else { return nil }
            let next = place + 46 + name + extra + comment
            guard next <= directory.count else { return nil }
            members.append(
                Member(
                    name: Array(directory[place + 46..<place + 46 + name]), isEncrypted: flags & 1 == 1, method: method,
                    compressedSize: size, offset: offset))
            place = next
        }
        return members
    }
}
