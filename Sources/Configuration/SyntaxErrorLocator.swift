/// Finds the line at which a text stops being JSON, which Foundation's decoder does not tell.
///
/// A beginning of the text is sound when the decoder takes it with whatever is open closed. The first line after the longest sound
/// beginning is the answer.
enum SyntaxErrorLocator {
    /// Reading grows with the square of the lines; a configuration is far smaller.
    private static let lineLimit = 2000

    /// Counted from 1.
    static func line(in text: String, isValid: (String) -> Bool) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(lineLimit)
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
    private static func afterString(_ text: Substring, quote: Character) -> Substring {
        var left = text.dropFirst()
        while let character = left.first, character != quote, !character.isNewline {
            left = left.dropFirst(character == "\\" ? 2 : 1)
        }
        return left
    }
}
