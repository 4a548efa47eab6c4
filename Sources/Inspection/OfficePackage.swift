/// Which office document a zip archive is, by the parts in its directory (ECMA-376 part 2).
///
/// libmagic goes by the order of the first few members, which differs from one office suite to another, and does not see macros.
struct OfficePackage {
    /// Canonical media type; `nil` when the archive is not an office document, or pretends to be several.
    let mediaType: String?

    init(_ directory: ZipDirectory) {
        // Part names are compared without regard to case.
        let names = directory.names.map { String(decoding: $0, as: UTF8.self).lowercased() }
        let kinds = Self.kinds.filter { kind in names.contains { $0.hasPrefix(kind.folder) } }
        guard names.contains("[content_types].xml"), kinds.count == 1, let kind = kinds.first else {
            mediaType = nil
            return
        }
        let hasMacros = names.contains { $0.hasSuffix("vbaproject.bin") || $0.hasPrefix("xl/macrosheets/") }
        mediaType = hasMacros ? kind.withMacros : kind.plain
    }

    /// The types that libmagic may give to what is examined here.
    static let candidates = Set(kinds.map(\.plain) + ["application/zip"])

    private static let kinds = [
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
    ]
}
