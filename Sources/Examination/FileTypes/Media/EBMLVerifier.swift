import Attachments

/// WebM and Matroska: the document's type is in its header, what is in it among its tracks (RFC 9559).
enum EBMLVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _: Proposals) throws -> DetectedType? {
        guard bytes.has([0x1A, 0x45, 0xDF, 0xA3]), let header = Element(bytes.head, at: 0),
            let name = elements(in: header.content.clamped(to: 0..<bytes.head.count), bytes).first(where: { $0.id == 0x4282 })
        else { return nil }
        let text = String(decoding: bytes.head[name.content.clamped(to: 0..<bytes.head.count)].prefix { $0 != 0 }, as: UTF8.self)
        guard let kind = kinds[text] else { return nil }
        return DetectedType(isSoundAlone(bytes, behind: header.content.upperBound) ? [kind.sound, kind.film] : [kind.film])
    }

    private static let kinds = [
        "webm": (film: "video/webm", sound: "audio/webm"), "matroska": (film: "video/x-matroska", sound: "audio/x-matroska"),
    ]

    /// Whether there are tracks, and all of them are sounds or subtitles. They stand near the start.
    private static func isSoundAlone(_ bytes: FileBytes, behind header: Int) -> Bool {
        guard let segment = Element(bytes.head, at: header), segment.id == 0x1853_8067 else { return false }
        let whole = segment.content.clamped(to: 0..<bytes.head.count)
        guard let tracks = elements(in: whole, bytes).first(where: { $0.id == 0x1654_AE6B }) else { return false }
        let kinds = elements(in: tracks.content.clamped(to: whole), bytes).filter { $0.id == 0xAE }.compactMap { track in
            elements(in: track.content.clamped(to: whole), bytes).first { $0.id == 0x83 }.flatMap {
                bytes.head.little(1, at: $0.content.lowerBound)
            }
        }
        return kinds.contains(2) && !kinds.contains(1)
    }

    private static let maximumElements = 512

    private static func elements(in range: Range<Int>, _ bytes: FileBytes) -> [Element] {
        var elements: [Element] = []
        var place = range.lowerBound
        while place < range.upperBound, elements.count < maximumElements, let element = Element(bytes.head, at: place) {
            elements.append(element)
            place = element.content.upperBound
        }
        return elements
    }
}

/// One element of an EBML document (RFC 8794, section 6).
private struct Element {
    let id: Int
    /// Behind its header; up to any end where its size is not known.
    let content: Range<Int>

    init?(_ bytes: [UInt8], at place: Int) {
        guard let id = Self.number(bytes, at: place, keepingMark: true, longest: 4),
            let size = Self.number(bytes, at: place + id.width, keepingMark: false, longest: 8)
        else { return nil }
        self.id = id.value
        let start = place + id.width + size.width
        let isOpen = size.value == 1 << (7 * size.width) - 1
        content = start..<start + (isOpen ? 1 << 60 : size.value)
    }

    /// A number whose leading zero bits say how many bytes it has.
    private static func number(_ bytes: [UInt8], at place: Int, keepingMark: Bool, longest: Int) -> (value: Int, width: Int)? {
        guard bytes.indices.contains(place) else { return nil }
        let width = bytes[place].leadingZeroBitCount + 1
        guard width <= longest, place <= bytes.count - width else { return nil }
        var value = keepingMark ? Int(bytes[place]) : Int(bytes[place]) & (0xFF >> width)
        for index in place + 1..<place + width { value = value << 8 | Int(bytes[index]) }
        return (value, width)
    }
}
