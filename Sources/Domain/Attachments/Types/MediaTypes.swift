/// The types of file that the gateway knows by name, and their other names: the one table of types.
///
/// Where nothing else is said, names are those of IANA's registry, and aliases and extensions are shared-mime-info's, Debian's
/// `media-types`' and libmagic's.
public enum MediaTypes {
    /// The canonical name of a type: lower case, without parameters, an alias replaced. A type that is not known keeps its name.
    public static func canonical(_ text: String) -> String {
        if let known = byName[text] { return known.name }
        let name = text.prefix { $0 != ";" && $0 != "," }.filter { !$0.isWhitespace }.lowercased()
        return byName[name]?.name ?? name
    }

    /// The type of a canonical name.
    public static func named(_ name: String) -> MediaType? {
        byName[name]
    }

    /// The types whose names end so; more than one where a container serves several.
    public static func withExtension(_ text: String) -> [MediaType] {
        byExtension[text] ?? []
    }

    /// Every type.
    public static let all: [MediaType] =
        pictures + rawPictures + documents + officeDocuments + texts + structuredTexts + markup + archives + sounds + films
        + programs + scripts

    private static let byName: [String: MediaType] = Dictionary(
        all.flatMap { type in ([type.name] + type.aliases).map { ($0, type) } }, uniquingKeysWith: { first, _ in first })

    private static let byExtension: [String: [MediaType]] = Dictionary(
        all.flatMap { type in type.extensions.map { ($0, [type]) } }, uniquingKeysWith: +)
}
