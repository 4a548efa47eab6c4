import Attachments

/// Microsoft's streams ("Advanced Systems Format Specification", section 10): sound alone has a type of its own.
enum ASFVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _: Proposals) -> DetectedType? {
        guard bytes.has([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C]) else {
            return nil
        }
        let film = "video/x-ms-asf"
        return DetectedType(isSoundAlone(bytes.head) ? ["audio/x-ms-wma", film] : [film])
    }

    private static func isSoundAlone(_ head: [UInt8]) -> Bool {
        head.place(of: sound, before: 1 << 14) != nil && head.place(of: film, before: 1 << 14) == nil
    }

    /// The identifiers of the two kinds of streams.
    private static let sound: [UInt8] = [
        0x40, 0x9E, 0x69, 0xF8, 0x4D, 0x5B, 0xCF, 0x11, 0xA8, 0xFD, 0x00, 0x80, 0x5F, 0x5C, 0x44, 0x2B,
    ]
    private static let film: [UInt8] = [
        0xC0, 0xEF, 0x19, 0xBC, 0x4D, 0x5B, 0xCF, 0x11, 0xA8, 0xFD, 0x00, 0x80, 0x5F, 0x5C, 0x44, 0x2B,
    ]
}
