import Attachments
import FileTypes
import Foundation

/// Small files of many kinds, built byte by byte.
enum Samples {
    /// What bytes are, under a name and a claim; libmagic is not asked, and knows nothing.
    static func detect(_ bytes: [UInt8], named name: String? = nil, claimed claim: String? = nil) throws -> DetectedType {
        let source = BytesInMemory(bytes)
        return try FileTypeDetector.detect(source, name: name.map { try FileName(cleaning: $0) }, claim: TypeClaim(claim)) { _ in
            DetectedType.unknown
        }
    }

    /// Whether a file would be taken for what it says it is, where every type is allowed.
    static func passes(_ bytes: [UInt8], named name: String, claimed claim: String? = nil) throws -> Bool {
        let policy = Policy(allow: MediaTypes.all.filter { $0.nature != .active }.map(\.name))
        let agreement = FileTypeAgreement.of(
            name: try FileName(cleaning: name), claimedType: claim, detected: try detect(bytes, named: name, claimed: claim))
        return agreement.objections.isEmpty && policy.objection(to: agreement.type) == nil
    }

    static func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    static func little(_ number: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }

    static func big(_ number: Int, _ width: Int) -> [UInt8] { little(number, width).reversed() }

    // MARK: Zip

    /// An archive of stored members.
    static func zip(_ members: [(name: String, content: String)], flags: Int = 0) -> [UInt8] {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for member in members {
            let (name, content) = (Array(member.name.utf8), Array(member.content.utf8))
            let common =
                little(flags, 2) + little(0, 2) + little(0, 8) + little(content.count, 4) + little(content.count, 4)
                + little(name.count, 2)
            directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + common + little(0, 12) + little(body.count, 4) + name
            body += [0x50, 0x4B, 3, 4, 20, 0] + common + little(0, 2) + name + content
        }
        let count = little(members.count, 2)
        return body + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + little(directory.count, 4)
            + little(body.count, 4) + [0, 0]
    }

    // MARK: Compound files

    /// A compound file with these streams in its root, each of them in sectors of its own.
    static func compoundFile(_ streams: [(name: String, content: [UInt8])], classID: [UInt8] = [UInt8](repeating: 0, count: 16))
        -> [UInt8]
    {
        var (sectors, table, entries): ([UInt8], [Int], [UInt8]) = ([], [], [])
        let directorySectors = (streams.count + 4) / 4
        for index in 0..<directorySectors { table.append(index == directorySectors - 1 ? 0xFFFF_FFFE : index + 1) }
        entries += entry(
            "Root Entry", kind: 5, child: streams.isEmpty ? 0xFFFF_FFFF : 1, right: 0xFFFF_FFFF, 0xFFFF_FFFE, 0, classID)
        for (index, stream) in streams.enumerated() {
            // Long enough for sectors of the full size.
            let content = stream.content + [UInt8](repeating: 0, count: max(0, 4096 - stream.content.count))
            let count = (content.count + 511) / 512
            let right = index == streams.count - 1 ? 0xFFFF_FFFF : index + 2
            entries += entry(stream.name, kind: 2, child: 0xFFFF_FFFF, right: right, table.count, content.count)
            for place in 0..<count { table.append(place == count - 1 ? 0xFFFF_FFFE : table.count + 1) }
            sectors += content + [UInt8](repeating: 0, count: count * 512 - content.count)
        }
        entries += [UInt8](repeating: 0, count: directorySectors * 512 - entries.count)
        let tableSector = table.count
        table.append(0xFFFF_FFFD)
        let header =
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16) + little(0x3E, 2) + little(3, 2) + [
                0xFE, 0xFF,
            ]
            + little(9, 2) + little(6, 2) + [UInt8](repeating: 0, count: 10) + little(1, 4) + little(0, 4) + little(0, 4)
            + little(4096, 4)
            + little(0xFFFF_FFFE, 4) + little(0, 4) + little(0xFFFF_FFFE, 4) + little(0, 4) + little(tableSector, 4)
            + [UInt8](repeating: 0xFF, count: 108 * 4)
        let padding = [UInt8](repeating: 0xFF, count: 512 - table.count * 4)
        return header + entries + sectors + table.flatMap { little($0, 4) } + padding
    }

    private static func entry(
        _ name: String, kind: UInt8, child: Int, right: Int, _ start: Int, _ size: Int,
        _ classID: [UInt8] = [UInt8](repeating: 0, count: 16)
    ) -> [UInt8] {
        let units = Array((name + "\0").utf16).flatMap { little(Int($0), 2) }
        return units + [UInt8](repeating: 0, count: 64 - units.count) + little(units.count, 2) + [kind, 1] + little(0xFFFF_FFFF, 4)
            + little(right, 4) + little(child, 4) + classID + little(0, 20) + little(start, 4) + little(size, 8)
    }

    // MARK: ISO base media

    static func box(_ type: String, _ content: [UInt8]) -> [UInt8] { big(content.count + 8, 4) + Array(type.utf8) + content }

    /// A film with these tracks (`vide`, `soun`), the list of them behind the data when asked.
    static func film(_ brand: String, tracks: [String], listLast: Bool = true) -> [UInt8] {
        let list = box(
            "moov",
            tracks.flatMap { handler in
                box("trak", box("mdia", box("hdlr", little(0, 8) + Array(handler.utf8) + little(0, 12))))
            })
        let data = box("mdat", [UInt8](repeating: 7, count: 100))
        return box("ftyp", Array((brand + "\0\0\0\0" + brand).utf8)) + (listLast ? data + list : list + data)
    }

    // MARK: EBML

    static func element(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] {
        id + [0x40 | UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }

    static func webm(tracks: [UInt8]) -> [UInt8] {
        let list = element([0x16, 0x54, 0xAE, 0x6B], tracks.flatMap { element([0xAE], element([0x83], [$0])) })
        // Of unknown size, as recorders write it.
        return element([0x1A, 0x45, 0xDF, 0xA3], element([0x42, 0x82], Array("webm".utf8))) + [0x18, 0x53, 0x80, 0x67, 0x01]
            + [UInt8](repeating: 0xFF, count: 7) + list
    }
}
