/// A media type with its parameters, as in `Content-Type` (RFC 9110, section 8.3.1).
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// The part before the slash, lower-cased.
    public let type: String
    /// The part after the slash, lower-cased.
    public let subtype: String
    /// The parameters by lower-cased name; of two with one name the first counts.
    public let parameters: [String: String]

    /// Parses a field's value.
    ///
    /// `nil` when anything of it is malformed: a type that two readers could take for two things is not guessed at.
    public init?(_ value: some StringProtocol) {
        var scanner = FieldScanner(value)
        scanner.skipBlanks()
        guard let type = scanner.token(), scanner.takeExactly("/"), let subtype = scanner.token(),
            let parameters = scanner.parameters()
        else { return nil }
        scanner.skipBlanks()
        guard scanner.isAtEnd else { return nil }
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        self.parameters = Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// Type and subtype alone: `text/plain`.
    public var essence: String { "\(type)/\(subtype)" }

    /// The type with its parameters in the order of their names, quoted where they must be.
    public var description: String {
        parameters.sorted { $0.key < $1.key }.reduce(essence) { text, parameter in
            "\(text); \(parameter.key)=\(Self.quotedIfNeeded(parameter.value))"
        }
    }

    private static func quotedIfNeeded(_ value: String) -> String {
        if !value.isEmpty, value.utf8.allSatisfy(FieldScanner.isTokenByte) { return value }
        let escaped = value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
    }
}
