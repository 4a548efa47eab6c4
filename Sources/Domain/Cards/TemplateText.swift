import JSON

/// A text with `{{slots}}` in it.
enum TemplateText {
    enum Piece: Sendable, Hashable {
        case text(String)
        case slot(String)
    }

    /// The pieces in their order. Braces that are not closed are text.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            if open.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<open.lowerBound]))) }
            pieces.append(.slot(String(rest[open.upperBound..<close.lowerBound].filter { $0 != " " })))
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty || pieces.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// The names of all slots in a value.
    static func slots(in value: JSON) -> [String] {
        switch value {
        case .string(let text):
            pieces(of: text).compactMap { if case .slot(let name) = $0 { name } else { nil } }
        case .array(let elements): elements.flatMap(slots)
        case .object(let members): members.flatMap { slots(in: $0.value) }
        default: []
        }
    }
}
