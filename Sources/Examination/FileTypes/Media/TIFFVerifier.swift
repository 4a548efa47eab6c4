import Attachments

/// TIFF, and the cameras' raw pictures on it: the bytes are those of a TIFF, and the name says whose.
enum TIFFVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) -> DetectedType? {
        if let own = marks.first(where: { bytes.has($0.mark) }) { return DetectedType([own.type]) }
        guard
            [[0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], [0x49, 0x49, 0x2B, 0, 8, 0], [0x4D, 0x4D, 0, 0x2B, 0, 8]].contains(
                where: { bytes.has($0) })
        else { return nil }
        // Canon's raw files say so behind the first offset.
        if bytes.has(Array("CR".utf8), at: 8) { return DetectedType(["image/x-canon-cr2", "image/tiff"]) }
        let raw = proposals.types.filter { $0.family == .tiff && $0.name != "image/tiff" && !marks.map(\.type).contains($0.name) }
        return DetectedType(raw.map(\.name) + ["image/tiff"])
    }

    /// Formats with a version of their own in the place of TIFF's.
    private static let marks: [(type: String, mark: [UInt8])] = [
        ("image/x-olympus-orf", [0x49, 0x49, 0x52, 0x4F]), ("image/x-olympus-orf", [0x49, 0x49, 0x52, 0x53]),
        ("image/x-olympus-orf", [0x4D, 0x4D, 0x4F, 0x52]), ("image/x-panasonic-rw2", [0x49, 0x49, 0x55, 0]),
    ]
}
