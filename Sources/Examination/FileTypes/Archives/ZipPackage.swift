import Attachments

/// What a zip archive is, by the names of its members.
struct ZipPackage {
    /// Canonical media types, the most precise first. An archive of documents may be called an archive; a program may not.
    let types: [String]

    init(_ directory: ZipDirectory, label: String?) {
        // Part names are compared without regard to case (ECMA-376 part 2).
        let names = directory.members.map { String(decoding: $0.name, as: UTF8.self).lowercased() }
        let found = Self.kinds.lazy.compactMap { $0(names, label) }.first ?? []
        let isProgram = found.first.flatMap(MediaTypes.named)?.nature == .active
        types = isProgram || found.contains(ZipVerifier.archive) ? found : found + [ZipVerifier.archive]
    }

    /// Whether what is in it needs a password though its members are not marked: OpenDocument says so in its manifest
    /// (OpenDocument 1.3 part 2, section 4.4), iWork by a member of its own.
    func isLocked(_ directory: ZipDirectory, _ bytes: FileBytes) throws -> Bool {
        if types[0].hasPrefix("application/vnd.apple.") { return directory.members.contains { $0.name.has(".iwp") } }
        guard types[0].hasPrefix("application/vnd.oasis."),
            let manifest = directory.members.first(where: { $0.name == Array("META-INF/manifest.xml".utf8) })
        else { return false }
        return try directory.content(of: manifest, bytes, upTo: 1 << 18)?.contains(text: "encryption-data") ?? false
    }

    /// A kind of archive: its types, when these names and this label are its own.
    private typealias Kind = @Sendable (_ names: [String], _ label: String?) -> [String]?

    /// Programs first: what is one besides another thing is one.
    private static let kinds: [Kind] = [
        { names, _ in names.contains("androidmanifest.xml") ? ["application/vnd.android.package-archive"] : nil },
        { names, _ in names.contains { $0.hasPrefix("payload/") && $0.contains(".app/") } ? ["application/x-ios-app"] : nil },
        { names, _ in names.contains { ["install.rdf", "meta-inf/mozilla.rsa"].contains($0) } ? ["application/x-xpinstall"] : nil },
        { names, _ in names.contains { $0.hasPrefix("appxmanifest") || $0.hasPrefix("appxmetadata/") } ? ["application/appx"] : nil
        },
        labelled,
        { names, _ in names.contains("meta-inf/manifest.mf") ? ["application/java-archive"] : nil },
        { names, label in
            names.contains("description.xml") && names.contains("meta-inf/manifest.xml") && label == nil
                ? ["application/vnd.openofficeorg.extension"] : nil
        },
        office, workspace, single,
    ]

    /// What its first member says that it is, where the members that make it so are there.
    @Sendable private static func labelled(_ names: [String], _ label: String?) -> [String]? {
        guard let label, let type = MediaTypes.named(label), type.family == .zip else { return nil }
        let needed =
            switch label {
            case "application/epub+zip": "meta-inf/"
            case "application/hwp+zip": "contents/"
            case _ where label.hasPrefix("application/vnd.etsi."): "meta-inf/"
            case _ where label.hasPrefix("application/vnd.oasis."): "meta-inf/manifest.xml"
            default: "\0"
            }
        return names.contains { $0.hasPrefix(needed) } ? [label] : nil
    }

    /// Open packaging: a part that lists the types of the others, and the folder of one kind of document. What pretends to be two of them
    /// is an archive.
    @Sendable private static func office(_ names: [String], _: String?) -> [String]? {
        guard names.contains("[content_types].xml") else { return nil }
        if names.contains(where: { $0.hasSuffix(".fdseq") }) { return ["application/vnd.ms-xpsdocument"] }
        let found = officeKinds.filter { kind in names.contains { $0.hasPrefix(kind.folder) } }
        guard found.count == 1, let kind = found.first else {
            return names.contains { $0.hasPrefix("3d/") && $0.hasSuffix(".model") } ? ["model/3mf"] : nil
        }
        if names.contains("xl/workbook.bin") { return ["application/vnd.ms-excel.sheet.binary.macroenabled.12"] }
        let hasMacros = names.contains { $0.hasSuffix("vbaproject.bin") || $0.hasPrefix("xl/macrosheets/") }
        // A document of the kind with macros need not have any.
        return hasMacros ? [kind.withMacros] : [kind.plain, kind.withMacros]
    }

    private static let officeKinds = [
        (
            folder: "word/", plain: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            withMacros: "application/vnd.ms-word.document.macroenabled.12"
        ),
        (
            folder: "xl/", plain: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            withMacros: "application/vnd.ms-excel.sheet.macroenabled.12"
        ),
        (
            folder: "ppt/", plain: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            withMacros: "application/vnd.ms-powerpoint.presentation.macroenabled.12"
        ),
        (
            folder: "visio/", plain: "application/vnd.ms-visio.drawing.main+xml",
            withMacros: "application/vnd.ms-visio.drawing.macroenabled.main+xml"
        ),
    ]

    /// Apple's documents share their members: the likeliest first, and the name may choose another.
    @Sendable private static func workspace(_ names: [String], _: String?) -> [String]? {
        let (pages, numbers, keynote) = (
            "application/vnd.apple.pages", "application/vnd.apple.numbers", "application/vnd.apple.keynote"
        )
        guard names.contains(where: { ["index/document.iwa", "index.zip", "index.apxl", "index.xml", ".iwph"].contains($0) }) else {
            return nil
        }
        if names.contains(where: { $0.hasPrefix("index/slide") || $0 == "index.apxl" }) { return [keynote, pages, numbers] }
        let isTable = names.contains { $0.hasPrefix("index/tables/") } && !names.contains("index/viewstate.iwa")
        return isTable ? [numbers, pages, keynote] : [pages, numbers, keynote]
    }

    private static let pictures = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"]

    /// Kinds that a member or two tell.
    @Sendable private static func single(_ names: [String], _: String?) -> [String]? {
        if names.contains("pass.json"), names.contains("manifest.json") { return ["application/vnd.apple.pkpass"] }
        let files = names.filter { !$0.hasSuffix("/") }
        if !files.isEmpty, files.allSatisfy({ $0.hasSuffix(".pkpass") }) { return ["application/vnd.apple.pkpasses"] }
        if files.contains(where: { $0.hasSuffix(".kml") && !$0.contains("/") }) { return ["application/vnd.google-earth.kmz"] }
        if files.contains(where: { $0.hasPrefix("meta-inf/") && $0.contains("signature") }) {
            return ["application/vnd.etsi.asic-e+zip", "application/vnd.etsi.asic-s+zip"]
        }
        // A book of pictures is an archive of them, and its name says that it is a book.
        if !files.isEmpty, files.allSatisfy({ name in pictures.contains(where: name.hasSuffix) || name.hasSuffix("comicinfo.xml") })
        {
            return [ZipVerifier.archive, "application/vnd.comicbook+zip"]
        }
        if let first = files.first, [".usd", ".usda", ".usdc"].contains(where: first.hasSuffix) { return ["model/vnd.usdz+zip"] }
        return nil
    }
}
