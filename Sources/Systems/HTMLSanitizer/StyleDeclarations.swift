/// The inline style that comes through: a few properties, with values that can name nothing outside of the text.
enum StyleDeclarations {
    private static let properties: Set<String> = [
        "background-color", "color", "font-size", "font-style", "font-weight", "text-align", "text-decoration",
    ]
    private static let functions: Set<String> = ["hsl", "hsla", "rgb", "rgba"]

    /// The declarations that are allowed, written evenly; empty when there are none.
    static func allowed(in style: String) -> String {
        style.split(separator: ";").compactMap { declaration in
            let parts = declaration.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            let property = trimmed(parts[0]).lowercased()
            let value = trimmed(parts[1]).lowercased()
            return properties.contains(property) && isHarmless(value) ? "\(property): \(value)" : nil
        }.joined(separator: "; ")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { start[...$0] } ?? ""
    }

    /// Words, numbers, colours. No quote, backslash or comment can start, and no function but those of colours.
    private static func isHarmless(_ value: String) -> Bool {
        guard !value.isEmpty, value.utf8.count <= 64 else { return false }
        var word = ""
        for character in value {
            switch character {
            case "a"..."z", "0"..."9", "-": word.append(character)
            case "(":
                guard functions.contains(word) else { return false }
                word = ""
            case " ", ",", ".", "%", "#", ")": word = ""
            default: return false
            }
        }
        return true
    }
}
