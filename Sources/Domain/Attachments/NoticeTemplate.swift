/// Words for customers with placeholders: `{name}` stands for a value, `{{` and `}}` for a brace. Pure.
public struct NoticeTemplate: Sendable, Hashable, CustomStringConvertible {
    private enum Piece: Sendable, Hashable {
        case words(String)
        case placeholder(String)
    }

    /// The placeholder of notices: what the file is called.
    public static let name = "name"

    /// As it was written.
    public let description: String
    private let pieces: [Piece]

    /// Reads a text.
    ///
    /// - Parameter known: the placeholders that it may have.
    /// - Throws: `NoticeTemplateError`.
    public init(_ text: String, placeholders known: [String] = [name]) throws(NoticeTemplateError) {
        description = text
        pieces = try Self.pieces(of: text[...], known)
    }

    /// The placeholders that it has.
    public var placeholders: Set<String> {
        Set(pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } })
    }

    /// The text with its placeholders filled; `nil` when a value is missing. A value is data: braces in it stay as they are.
    public func filled(_ values: [String: String]) -> String? {
        guard placeholders.isSubset(of: values.keys) else { return nil }
        return pieces.reduce(into: "") { text, piece in
            switch piece {
            case .words(let words): text += words
            case .placeholder(let name): text += values[name] ?? ""
            }
        }
    }

    private static func pieces(of text: Substring, _ known: [String]) throws(NoticeTemplateError) -> [Piece] {
        var (pieces, words, rest): ([Piece], String, Substring) = ([], "", text)
        while let character = rest.popFirst() {
            switch character {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                words.append(rest.removeFirst())
            case "{":
                pieces += [.words(words), .placeholder(try placeholder(&rest, known))]
                words = ""
            case "}": throw .strayBrace
            default: words.append(character)
            }
        }
        return pieces + [.words(words)]
    }

    private static func placeholder(_ rest: inout Substring, _ known: [String]) throws(NoticeTemplateError) -> String {
        guard let end = rest.firstIndex(of: "}") else { throw .strayBrace }
        let name = String(rest[..<end])
        guard known.contains(name) else { throw name.contains("{") ? .strayBrace : .unknownPlaceholder(name) }
        rest = rest[rest.index(after: end)...]
        return name
    }
}

/// Why a text is no template.
public enum NoticeTemplateError: Error, Sendable, Hashable {
    /// A brace that begins or ends nothing.
    case strayBrace
    /// A placeholder that does not exist here.
    case unknownPlaceholder(String)
}
