import Attachments

/// MPEG's own streams, which have no header: known by marks that come again where they must.
enum MPEGVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _: Proposals) throws -> DetectedType? {
        if isTransportStream(bytes.head) { return DetectedType(["video/mp2t"]) }
        let start = tagBytes(bytes.head)
        let frame = start == 0 ? bytes.head : try bytes.bytes(at: start, upTo: 4096)
        if frame.has("fLaC") { return DetectedType(["audio/flac"]) }
        if let size = adtsFrame(frame, at: 0), follows(frame, at: size, isADTS) { return DetectedType(["audio/aac"]) }
        if start > 0 { return DetectedType(["audio/mpeg"]) }
        guard let size = layerFrame(frame, at: 0), follows(frame, at: size, isLayer) else { return nil }
        return DetectedType(["audio/mpeg"])
    }

    /// Packets of 188 bytes, or of 192 with a time in front (ISO/IEC 13818-1, section 2.4.3; AVCHD).
    private static func isTransportStream(_ head: [UInt8]) -> Bool {
        hasMarks(head, from: 0, every: 188) || hasMarks(head, from: 4, every: 192)
    }

    private static func hasMarks(_ head: [UInt8], from start: Int, every step: Int) -> Bool {
        let places = Array(stride(from: start, to: min(head.count, start + 5 * step), by: step))
        return places.count >= 3 && places.allSatisfy { head[$0] == 0x47 }
    }

    /// How long the tag in front of the sound is (id3.org, ID3v2.4 section 3.1); zero when there is none.
    private static func tagBytes(_ head: [UInt8]) -> Int {
        guard head.has("ID3"), head.count >= 10, head[6...9].allSatisfy({ $0 < 0x80 }) else { return 0 }
        return 10 + head[6...9].reduce(0) { (length: Int, byte: UInt8) in length << 7 | Int(byte) }
    }

    /// The next frame is there, or the file ends.
    private static func follows(_ bytes: [UInt8], at place: Int, _ isFrame: ([UInt8], Int) -> Bool) -> Bool {
        place >= bytes.count - 1 || isFrame(bytes, place)
    }

    private static func isADTS(_ bytes: [UInt8], _ place: Int) -> Bool {
        bytes[place] == 0xFF && bytes[place + 1] & 0xF6 == 0xF0
    }

    /// A frame's length (ISO/IEC 13818-7, section 6.2).
    private static func adtsFrame(_ bytes: [UInt8], at place: Int) -> Int? {
        guard bytes.count >= place + 7, isADTS(bytes, place), bytes[place + 2] >> 2 & 0xF < 13 else { return nil }
        let size = Int(bytes[place + 3] & 3) << 11 | Int(bytes[place + 4]) << 3 | Int(bytes[place + 5] >> 5)
        return size >= 7 ? size : nil
    }

    private static func isLayer(_ bytes: [UInt8], _ place: Int) -> Bool {
        bytes[place] == 0xFF && bytes[place + 1] & 0xE0 == 0xE0 && bytes[place + 1] & 0x06 != 0 && bytes[place + 1] & 0x18 != 0x08
    }

    /// A frame's length, where its header says one (ISO/IEC 11172-3, section 2.4.2.3).
    private static func layerFrame(_ bytes: [UInt8], at place: Int) -> Int? {
        guard bytes.count >= place + 4, isLayer(bytes, place) else { return nil }
        let (version, layer) = (Int(bytes[place + 1] >> 3 & 3), 4 - Int(bytes[place + 1] >> 1 & 3))
        let (rateIndex, frequencyIndex) = (Int(bytes[place + 2] >> 4), Int(bytes[place + 2] >> 2 & 3))
        guard frequencyIndex < 3, (1...14).contains(rateIndex) else { return nil }
        let frequency = [44100, 48000, 32000][frequencyIndex] >> (version == 3 ? 0 : version == 2 ? 1 : 2)
        let rate = 1000 * rates[version == 3 ? layer - 1 : layer == 1 ? 3 : 4][rateIndex - 1]
        let padding = Int(bytes[place + 2] >> 1 & 1)
        if layer == 1 { return (12 * rate / frequency + padding) * 4 }
        return (layer == 3 && version != 3 ? 72 : 144) * rate / frequency + padding
    }

    /// Thousands of bits a second, by layer of MPEG-1, then of MPEG-2.
    private static let rates = [
        [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ]
}
