import Attachments

/// ISO base media files and QuickTime's films: the brand says what it may be, the tracks what it is.
///
/// Recorders write sound under brands that say nothing of sound; what shows pictures is a film, whatever the brand.
enum IsoMediaVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) throws -> DetectedType? {
        guard let first = Box(bytes.head, at: 0, in: 0..<bytes.size), starts.contains(first.type) else { return nil }
        guard first.type == "ftyp" else { return try oldFilm(bytes) }
        return try types(first, bytes).map { DetectedType($0) }
    }

    private static let starts: Set<String> = ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot"]

    /// QuickTime before there were brands: boxes up to the one that lists the tracks, or to the end.
    private static func oldFilm(_ bytes: FileBytes) throws -> DetectedType? {
        let boxes = try Boxes(bytes).all(in: 0..<bytes.size)
        let isWhole = boxes.last?.range.upperBound == bytes.size && boxes.contains { $0.type == "mdat" }
        guard isWhole || boxes.last?.type == "moov" else { return nil }
        return DetectedType(["video/quicktime"])
    }

    private static func types(_ first: Box, _ bytes: FileBytes) throws -> [String]? {
        let words = stride(from: first.content.lowerBound, to: min(first.range.upperBound, 512), by: 4).compactMap {
            word(bytes.head, at: $0)
        }
        guard let major = words.first else { return nil }
        let compatible = Set(words.dropFirst(2))
        if let picture = picture(major, compatible) { return picture }
        guard
            let kind = films.first(where: { $0.brands.contains(major) || $0.prefix.map(major.hasPrefix) ?? false })
                ?? films.first(where: { !$0.brands.isDisjoint(with: compatible) })
        else { return nil }
        guard let sound = kind.sound else { return [kind.film] }
        let handlers = try Boxes(bytes).handlers()
        if handlers.contains("vide") { return [kind.film] }
        // Without a list of tracks the brand is all that there is.
        if handlers.contains("soun") || kind.isSound && handlers.isEmpty { return [sound, kind.film] }
        return [kind.film]
    }

    /// HEIF is a container: the coding decides, and where only the container is named the coding stands among the compatible brands.
    private static func picture(_ major: String, _ compatible: Set<String>) -> [String]? {
        let (heic, heif, avif) = ("image/heic", "image/heif", "image/avif")
        if hevc.contains(major) { return [heic, heif] }
        if major == "avif" || major == "avis" { return [avif] }
        guard major == "mif1" || major == "msf1" || major == "mif2" || major == "miaf" else {
            return major == "crx " ? ["image/x-canon-cr3"] : nil
        }
        if !hevc.isDisjoint(with: compatible) { return [heif, heic] }
        return compatible.contains("avif") || compatible.contains("avis") ? [avif, heif] : [heif]
    }

    private static let hevc: Set<String> = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"]

    /// A kind of film, and what it is called when there are no pictures in it.
    private struct Kind {
        let film: String
        let sound: String?
        let brands: Set<String>
        var prefix: String?
        var isSound = false
    }

    /// The registration authority's list (mp4ra.org), as far as customers' devices write it.
    private static let films = [
        Kind(film: "video/quicktime", sound: nil, brands: ["qt  "]),
        Kind(film: "video/mj2", sound: nil, brands: ["mjp2"]),
        Kind(film: "video/mp4", sound: "audio/mp4", brands: ["M4A ", "M4B ", "M4P ", "F4A ", "F4B "], isSound: true),
        Kind(film: "video/3gpp2", sound: nil, brands: ["3g2a", "3g2b", "3g2c"], prefix: "3g2"),
        Kind(film: "video/3gpp", sound: "audio/3gpp", brands: ["3gp4", "3gp5", "3gp6"], prefix: "3gp"),
        Kind(
            film: "video/mp4", sound: "audio/mp4",
            brands: [
                "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "mp71", "avc1", "hvc1",
                "hev1", "av01",
                "dash", "cmfc", "cmf2", "mmp4", "MSNV", "M4V ", "M4VH", "M4VP", "F4V ", "F4P ", "NDSC", "NDSH", "NDSS", "XAVC",
                "MSDH", "piff", "dby1",
                "ndsc", "msdh",
            ], prefix: "iso"),
    ]

    private static func word(_ bytes: [UInt8], at place: Int) -> String? {
        place <= bytes.count - 4 ? String(decoding: bytes[place..<place + 4], as: UTF8.self) : nil
    }
}
