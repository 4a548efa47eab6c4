/// Finds the line at which a text stops being JSON, which Foundation's decoder does not tell.
///
/// A beginning of the text is sound when the decoder takes it with whatever is open closed. The first line after the longest sound
/// beginning is the answer.
enum SyntaxErrorLocator {
    // Every line is one more reading from the start; a configuration is far smaller than both.
    private static let lineLimit = 1000
    private static let byteLimit = 64 << 10

    /// Counted from 1; `nil` when the text is too long to look for it.
    static func line(in text: String, isValid: (String) -> Bool) -> Int? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= lineLimit, text.utf8.count <= byteLimit else { return nil }
        var beginning = ""
        var lastSound = 0
        for (number, line) in lines.enumerated() {
            beginning += line + "\n"
            let end = closing(of: beginning)
            if ["", "null", ":null"].contains(where: { isValid(beginning + $0 + end) }) { lastSound = number + 1 }
        }
        return min(lastSound + 1, lines.count)
    }

    /// What closes the comment and the brackets that are open at the end of a text.
    private static func closing(of text: String) -> String {
        var brackets: [Character] = []
        var left = text[...]
        while let character = left.first {
            switch character {
            case "{": brackets.append("}")
            case "[": brackets.append("]")
            case "}", "]": _ = brackets.popLast()
            case "\"", "'": left = afterString(left, quote: character)
            case "/" where left.hasPrefix("//"): left = left.drop { !$0.isNewline }
            case "/" where left.hasPrefix("/*"):
                guard let end = left.firstRange(of: "*/") else { return "*/" + brackets.reversed() }
                left = left[end.lowerBound...].dropFirst()
            default: break
            }
            left = left.dropFirst()
        }
        return String(brackets.reversed())
    }

    /// From the closing quote on, or from the end of the line that lacks one.
    static func afterString(_ text: Substring, quote: Character) -> Substring {
        var left = text.dropFirst()
        while let character = left.first, character != quote, !character.isNewline {
            left = left.dropFirst(character == "\\" ? 2 : 1)
        }
        return left
    }
}
