/// One box of an ISO base media file (ISO/IEC 14496-12, section 4.2).
struct Box {
    let type: String
    /// All of it, in the file.
    let range: Range<Int>
    /// Behind its header.
    let content: Range<Int>

    /// Reads a header from bytes that stand at a place of the file; `nil` when it is none, or its box is larger than what it is in.
    init?(_ header: [UInt8], at place: Int, in outer: Range<Int>) {
        guard let short = header.big(4, at: 0), header.count >= 8 else { return nil }
        type = String(decoding: header[4..<8], as: UTF8.self)
        let headerBytes = short == 1 ? 16 : 8
        guard let size = short == 0 ? outer.upperBound - place : short == 1 ? header.big(8, at: 8) : short, size >= headerBytes
        else { return nil }
        // A cut file's last box reaches behind its end.
        let end = min(outer.upperBound, place + size)
        guard place + headerBytes <= end else { return nil }
        range = place..<end
        content = place + headerBytes..<end
    }
}

/// Walks the boxes of a file, a bounded number of them.
struct Boxes {
    private let bytes: FileBytes
    private static let maximum = 256

    init(_ bytes: FileBytes) { self.bytes = bytes }

    /// The boxes that follow each other in a range, up to the list of tracks.
    func all(in range: Range<Int>) throws -> [Box] {
        var boxes: [Box] = []
        var place = range.lowerBound
        while place < range.upperBound, boxes.count < Self.maximum,
            let box = Box(try bytes.bytes(at: place, upTo: 16), at: place, in: range)
        {
            boxes.append(box)
            if box.type == "moov" { break }
            place = box.range.upperBound
        }
        return boxes
    }

    /// What each track is: `vide`, `soun` and the like; empty where there is no list of tracks.
    func handlers() throws -> Set<String> {
        guard let list = try all(in: 0..<bytes.size).first(where: { $0.type == "moov" }) else { return [] }
        var handlers: Set<String> = []
        for track in try all(in: list.content) where track.type == "trak" {
            guard let media = try all(in: track.content).first(where: { $0.type == "mdia" }),
                let handler = try all(in: media.content).first(where: { $0.type == "hdlr" })
            else { continue }
            handlers.insert(String(decoding: try bytes.bytes(at: handler.content.lowerBound + 8, upTo: 4), as: UTF8.self))
        }
        return handlers
    }
}
