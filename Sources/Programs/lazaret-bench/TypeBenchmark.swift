import Attachments
import FileMagic
import FileTypes
import Foundation

/// What the heads of files are, on one core: by the verifiers, and by libmagic alone, in one run.
struct TypeBenchmark {
    /// Files of one kind, and how many of the ten thousand they are.
    private struct Load {
        let name: String
        let file: String
        let count: Int
        let bytes: [UInt8]
    }

    private static let loads = [
        Load(name: "photos (JPEG)", file: "a.jpg", count: 3000, bytes: [0xFF, 0xD8, 0xFF, 0xE0] + noise(64_000)),
        Load(
            name: "screenshots (PNG)", file: "a.png", count: 1000,
            bytes: Array("\u{89}PNG\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) }) + noise(64_000)),
        Load(name: "PDF", file: "a.pdf", count: 2000, bytes: Array("%PDF-1.7\n%".utf8) + noise(64_000)),
        Load(name: "office documents", file: "a.docx", count: 1000, bytes: document),
        Load(
            name: "notes of 1 KB", file: "a.txt", count: 1000,
            bytes: Array(String(repeating: "The harbour was quiet. ", count: 44).utf8)),
        Load(
            name: "tables of 64 KB", file: "a.csv", count: 800,
            bytes: Array(String(repeating: "2026-01-02;12,50;Bakery\r\n", count: 2600).utf8)),
        Load(name: "mails", file: "a.eml", count: 500, bytes: mail),
        Load(name: "films (MP4)", file: "a.mp4", count: 700, bytes: film),
    ]

    /// The table in Markdown.
    func table() throws -> String {
        let cookie = try MagicCookie()
        var rows = ["| heads | libmagic alone | lazaret | ratio |", "|---|---|---|---|"]
        var (magicTotal, ownTotal) = (0.0, 0.0)
        for load in Self.loads {
            let magic = try Self.seconds(load) { _ = MediaTypes.canonical(try cookie.type(of: $0)) }
            let own = try Self.seconds(load) { head in try Self.detect(load, head, cookie) }
            (magicTotal, ownTotal) = (magicTotal + magic, ownTotal + own)
            rows.append(Self.row("\(load.count) \(load.name)", magic, own))
        }
        rows.append(Self.row("\(Self.loads.reduce(0) { $0 + $1.count }) in all", magicTotal, ownTotal))
        return rows.joined(separator: "\n")
    }

    private static func detect(_ load: Load, _ head: RawSpan, _ cookie: MagicCookie) throws {
        let name = try FileName(cleaning: load.file)
        let found = try FileTypeDetector.detect(BytesInMemory(load.bytes), name: name, claim: nil) { head in
            try unsafe cookie.type(of: head.span.bytes)
        }
        let owners = name.extension.map(MediaTypes.withExtension) ?? []
        guard owners.contains(where: { found.types.contains($0.name) }) || found.type == "text/plain" else {
            throw Unexpected("\(load.name) were taken for \(found.type)")
        }
    }

    private static func seconds(_ load: Load, _ work: (RawSpan) throws -> Void) throws -> Double {
        let head = Array(load.bytes.prefix(65536))
        let start = ContinuousClock.now
        for _ in 0..<load.count { try unsafe work(head.span.bytes) }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private static func row(_ name: String, _ magic: Double, _ own: Double) -> String {
        "| \(name) | \(number(magic)) s | \(number(own)) s | \(number(magic / own)) × |"
    }

    private static func number(_ value: Double) -> String {
        value.formatted(.number.precision(.significantDigits(3)).grouping(.never))
    }

    // MARK: Files

    private static func noise(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    private static func little(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// The parts of a Word document, none of them packed.
    private static let document: [UInt8] = {
        let names = ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "docProps/app.xml"]
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for name in names {
            let content = noise(12_000)
            let sizes = little(content.count, 4) + little(content.count, 4) + little(name.utf8.count, 2)
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + little(0, 12) + sizes + little(0, 12) + little(body.count, 4) + Array(name.utf8)
            body += [0x50, 0x4B, 3, 4, 20, 0] + little(0, 12) + sizes + little(0, 2) + Array(name.utf8) + content
        }
        let counts = little(names.count, 2) + little(names.count, 2)
        return body + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + counts + little(directory.count, 4) + little(body.count, 4) + [
            0, 0,
        ]
    }()

    private static let mail = Array(
        ("Subject: Claim 4711\r\nFrom: a@example.com\r\nTo: b@example.com\r\nDate: Fri, 02 Jan 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\r\n"
            + String(repeating: "Please see below what I wrote. ", count: 200)).utf8)

    private static let film: [UInt8] = {
        func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
            little(content.count + 8, 4).reversed() + Array(type.utf8) + content
        }
        let track = box("trak", box("mdia", box("hdlr", little(0, 8) + Array("vide".utf8) + little(0, 12))))
        return box("ftyp", Array("isom\0\0\0\0isom".utf8)) + box("mdat", noise(60_000)) + box("moov", track)
    }()
}
