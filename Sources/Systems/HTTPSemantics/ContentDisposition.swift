/// What is to be done with a body, and what the sender calls it (RFC 6266; RFC 7578 section 4.2 for the parts of a form).
///
/// The file name is the sender's word, not a path: it may hold slashes, control characters and lies.
public struct ContentDisposition: Sendable, Hashable {
    /// `attachment`, `form-data` and so on, lower-cased.
    public let kind: String
    /// The name of a form's field.
    public let name: String?
    /// The file name: from `filename*` when there is one that can be read, then from its continuations, then from `filename`.
    public let filename: String?
    /// What `filename` itself says; beside a `filename*` it is for readers that know no better.
    public let plainFilename: String?

    /// Parses a field's value.
    ///
    /// `nil` when anything of it is malformed, or one parameter is there twice: which is meant cannot be known (RFC 6266, section 4.1).
    /// A `filename*` in an unknown character set is passed over.
    public init?(_ value: some StringProtocol) {
        guard value.utf8.allSatisfy(FieldScanner.isTextByte), let header = HeaderParameters(value), !header.value.isEmpty,
            header.value.utf8.allSatisfy(FieldScanner.isTokenByte)
        else { return nil }
        kind = header.value
        name = header["name"].map(FormEscapes.decoded)
        plainFilename = header["filename"].map(FormEscapes.decodedFileName)
        let parameters = Dictionary(header.all.map { ($0.name, $0.value) }) { first, _ in first }
        filename =
            parameters["filename*"].flatMap { ExtendedValue($0)?.text }
            ?? ExtendedValue(continuations: parameters, of: "filename")?.text
            ?? plainFilename
    }

    /// Writes `attachment` with a file name that no reader can take for more than a name.
    ///
    /// Old readers find an ASCII stand-in; all others the name itself in UTF-8 (RFC 8187). Control characters become `_` in both.
    public static func attachment(filename: String) -> String {
        let name = String(String.UnicodeScalarView(filename.unicodeScalars.map { isControl($0) ? "_" : $0 }))
        let fallback = String(String.UnicodeScalarView(name.unicodeScalars.map { isSafe($0) ? $0 : "_" }))
        let ascii = "attachment; filename=\"\(fallback)\""
        return fallback == name ? ascii : "\(ascii); filename*=UTF-8''\(PercentEncoding.encode(name))"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }

    /// Quotes and backslashes are read in two ways by old readers, `%` is decoded by some, slashes are taken for folders, and `?` is in
    /// every encoded word (RFC 2047), which Chromium decodes.
    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && !"\"\\%/?".unicodeScalars.contains(scalar) }
}
