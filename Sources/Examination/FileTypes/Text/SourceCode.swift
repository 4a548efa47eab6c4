import Foundation

/// Programs' source without an interpreter line: some of its lines are nothing but code, and the others at the margin are not prose.
///
/// A letter, or a document about a program, has prose around what it quotes. Both may name a command; only source is made of them.
struct SourceCode {
    /// Its canonical type; `nil` when the text is no source of a language that is run as it stands.
    static func type(of characters: [UInt8]) -> String? {
        guard hasCandidate(characters) else { return nil }
        let lines = lines(of: characters)
        guard let language = languages.first(where: { language in lines.contains(where: language.isCertain) }) else { return nil }
        let needsEnd = language.type == ruby && !lines.contains("end") && !lines.contains { $0.hasPrefix("require") }
        let prose = lines.filter(isProse)
        return needsEnd || prose.count * 4 > lines.count ? nil : language.type
    }

    /// Whether any line begins as certain code does: most texts have none, and need no second look.
    private static func hasCandidate(_ characters: [UInt8]) -> Bool {
        var place = 0
        let end = min(maximumBytes, characters.count)
        while place < end {
            if beginnings[characters[place]]?.contains(where: { characters.has($0, at: place) }) ?? false { return true }
            while place < end, characters[place] != 0x0A, characters[place] != 0x0D { place += 1 }
            place += 1
        }
        return false
    }

    private static let beginnings = Dictionary(
        grouping: [
            "from ", "def ", "    def ", "class ", "module ", "module.exports", "require ", "export ", "import ", "const ", "let ",
            "var ",
            "(function", "(async function", "if __name__", "try:", "'use strict'", "\"use strict\"",
        ].map { Array($0.utf8) }
    ) { $0[0] }

    /// The first lines that begin at the margin, without comments and what stands in long quotations.
    private static func lines(of characters: [UInt8]) -> [String] {
        var scanner = TextScanner(characters[..<min(maximumBytes, characters.count)])
        var lines: [String] = []
        var end: String?
        while let slice = scanner.line() {
            let line = String(decoding: slice.prefix(256), as: UTF8.self)
            if let mark = end {
                if line.contains(mark) { end = nil }
                continue
            }
            end = quotations.first { line.contains($0.start) && !line.dropFirst($0.start.count + 3).contains($0.end) }?.end
            guard end == nil, let first = slice.first, !TextScanner.isBlank(first) || line.hasPrefix("    def ") else { continue }
            if !["#", "//", "\"\"\"", "'''", "/*"].contains(where: line.hasPrefix) { lines.append(trimmed(line)) }
        }
        return lines
    }

    private static let maximumBytes = 16384
    private static let ruby = "text/x-ruby"
    private static let quotations = [(start: "\"\"\"", end: "\"\"\""), (start: "'''", end: "'''"), (start: "/*", end: "*/")]

    /// Without blanks at the end, and the comment there.
    private static func trimmed(_ line: String) -> String {
        var line = line.prefix(upTo: line.range(of: "  #")?.lowerBound ?? line.endIndex)
        while let last = line.last, last.isWhitespace { line.removeLast() }
        return String(line)
    }

    // MARK: Languages

    private struct Language {
        let type: String
        let isCertain: @Sendable (String) -> Bool
    }

    private static let languages = [
        Language(type: "text/x-script.python") {
            isPythonImport($0) || isPythonDefinition($0) || $0.hasPrefix("if __name__ == ") || $0 == "try:"
        },
        Language(type: "text/javascript") { line in
            [
                "export default ", "export const ", "export function ", "export class ", "export async ", "export let ",
                "export var ",
                "module.exports", "(function(", "(function (", "(async function", "'use strict'", "\"use strict\"",
            ].contains(where: line.hasPrefix) || isModuleImport(line)
        },
        Language(type: ruby) { line in
            let words = line.split(separator: " ")
            return words.count == 2 && words[0] == "require" && isQuoted(words[1])
                || words.count >= 2 && ["class", "module"].contains(words[0]) && words[1].first?.isUppercase == true
                    && (words.count == 2 || words[2] == "<")
        },
    ]

    /// `from a.b import c, d as e`.
    private static func isPythonImport(_ line: String) -> Bool {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count >= 4, words[0] == "from", words[2] == "import", words[1].allSatisfy(isNameCharacter) else { return false }
        let names = words[3...]
        return names.allSatisfy { $0.allSatisfy { isNameCharacter($0) || ",()*\\".contains($0) } }
            && (names.count == 1 || names.contains("as") || names.dropLast().allSatisfy { $0.hasSuffix(",") || $0 == "(" })
    }

    /// `def name(arguments):`, at the margin or in a class, and `class Name(Base):`.
    private static func isPythonDefinition(_ line: String) -> Bool {
        let line = line.drop { $0 == " " }
        return (line.hasPrefix("def ") || line.hasPrefix("class ")) && line.hasSuffix(":") && line.contains("(")
            && line.contains(")")
    }

    /// `const a = require('b')`, `import a from 'b'`.
    private static func isModuleImport(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        guard words.count >= 3, let last = words.last?.trimmingSuffix(while: { $0 == ";" }) else { return false }
        if ["const", "let", "var"].contains(words[0]) { return line.contains("= require(") }
        return ["import", "export"].contains(words[0]) && words[words.count - 2] == "from" && isQuoted(last)
    }

    private static func isQuoted(_ word: Substring) -> Bool {
        word.count > 2 && ["'", "\""].contains { word.hasPrefix($0) && word.hasSuffix($0) }
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_.".contains(character)
    }

    // MARK: Prose

    /// Whether a line is no code in any of them. A fence is what documents put around code.
    private static func isProse(_ line: String) -> Bool {
        if line.hasPrefix("```") { return true }
        guard let first = line.first, let last = line.last else { return false }
        if ")]}@\"'*<".contains(first) || ";{}()[],:=\\\"'".contains(last) || line.contains(" = ") { return false }
        return !keywords.contains(String(line.prefix { $0.isLetter || $0 == "_" }))
    }

    private static let keywords: Set<String> = [
        "from", "import", "def", "class", "if", "else", "elif", "for", "while", "try", "except", "finally", "with", "return",
        "raise", "pass",
        "async", "await", "const", "let", "var", "function", "export", "require", "module", "end", "puts", "include", "begin",
        "print", "del",
        "assert", "global",
    ]
}

extension Substring {
    fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return rest
    }
}
