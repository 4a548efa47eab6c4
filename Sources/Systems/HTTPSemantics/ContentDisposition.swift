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
        var scanner = FieldScanner(value)
        scanner.skipBlanks()
        guard let kind = scanner.token(), let list = scanner.parameters() else { return nil }
        scanner.skipBlanks()
        guard scanner.isAtEnd else { return nil }
        let parameters = Dictionary(list.map { ($0.name, $0.value) }) { first, _ in first }
        guard parameters.count == list.count else { return nil }
        self.kind = kind.lowercased()
        name = parameters["name"].map(Self.undoingFormEscapes)
        plainFilename = parameters["filename"].map(Self.undoingFormEscapes)
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

    /// Browsers write a quote and line ends in a form's names as `%22`, `%0D` and `%0A` and nothing else so (WHATWG HTML, "multipart
    /// form data").
    private static func undoingFormEscapes(_ text: String) -> String {
        guard text.contains("%") else { return text }
        var result = ""
        var rest = text[...]
        while let character = rest.first {
            if let replacement = formEscapes[rest.prefix(3).uppercased()] {
                result.append(replacement)
                rest = rest.dropFirst(3)
            } else {
                result.append(character)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static let formEscapes: [String: Character] = ["%22": "\"", "%0D": "\r", "%0A": "\n"]

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }

    /// Quotes and backslashes are read in two ways by old readers, `%` is decoded by some, and slashes are taken for folders.
    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && !"\"\\%/".unicodeScalars.contains(scalar) }
}
