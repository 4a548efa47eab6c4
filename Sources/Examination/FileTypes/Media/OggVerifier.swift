import Attachments

/// Ogg: each stream begins with a page of its own, all of them at the start of the file (RFC 3533, section 6), and it says its codec.
enum OggVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _: Proposals) -> DetectedType? {
        guard bytes.has(page) else { return nil }
        let codecs = codecs(in: bytes.head)
        if codecs.contains(where: { films.contains($0) }) { return DetectedType(["video/ogg", "application/ogg"]) }
        return DetectedType(
            codecs.contains(where: { sounds.contains($0) }) ? ["audio/ogg", "application/ogg"] : ["application/ogg"])
    }

    private static let page = Array("OggS".utf8)
    private static let maximumStreams = 32
    private static let sounds: Set<String> = ["OpusHead", "\u{1}vorbis", "\u{7F}FLAC", "Speex   ", "PCM     "]
    private static let films: Set<String> = ["\u{80}theora", "BBCD", "\u{1}video", "YUV4MPEG"]

    private static func codecs(in head: [UInt8]) -> [String] {
        var codecs: [String] = []
        var place = 0
        while codecs.count < maximumStreams, head.has(page, at: place), let flags = head.little(1, at: place + 5), flags & 2 != 0,
            let segments = head.little(1, at: place + 26), place + 27 + segments <= head.count
        {
            let start = place + 27 + segments
            codecs += names.filter { head.has(Array($0.unicodeScalars.map { UInt8($0.value) }), at: start) }.prefix(1)
            place = start + head[place + 27..<start].reduce(0) { $0 + Int($1) }
        }
        return codecs
    }

    private static let names = Array(sounds) + Array(films)
}
