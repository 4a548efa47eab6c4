/// Texts that something would run under another name, known by their first line that says anything.
///
/// Only beginnings count: prose about a program is prose, and begins as prose does.
enum Script {
    /// The canonical type of what the text begins as; `nil` for prose.
    static func type(of characters: [UInt8]) -> String? {
        if characters.has("#!") { return "text/x-shellscript" }
        var scanner = TextScanner(characters)
        var first: ArraySlice<UInt8>?
        for _ in 0..<maximumComments {
            guard let line = scanner.line() else { break }
            let text = trimmed(line)
            if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
            first = text
            break
        }
        guard let first else { return nil }
        let line = String(decoding: first.prefix(256), as: UTF8.self)
        return beginning(line.lowercased()) ?? records(line, behind: scanner) ?? SourceCode.type(of: characters)
    }

    private static let maximumComments = 64

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.drop { TextScanner.isBlank($0) }
        while let last = line.last, TextScanner.isBlank(last) { line.removeLast() }
        return line
    }

    /// Marks that nothing else begins with.
    private static func beginning(_ line: String) -> String? {
        if line.hasPrefix("@"), isBatch(line.dropFirst()) { return "text/x-msdos-batch" }
        return marks.first { line.hasPrefix($0.mark) }?.type
    }

    private static let marks = [
        (mark: "regedit4", type: "text/x-ms-regedit"), (mark: "windows registry editor version", type: "text/x-ms-regedit"),
        (mark: "[internetshortcut", type: "application/x-mswinurl"), (mark: "[desktop entry]", type: "application/x-desktop"),
        (mark: "[autorun]", type: "application/x-setupscript"), (mark: "\"use strict\";", type: "text/javascript"),
        (mark: "'use strict';", type: "text/javascript"), (mark: "use strict;", type: "text/x-perl"),
        (mark: "eval \"exec ", type: "text/x-perl"),
        (mark: "eval '(exit $?0)'", type: "text/x-perl"), (mark: "<%@ ", type: "text/x-php"),
    ]

    /// The commands that batch files hide.
    private static func isBatch(_ line: Substring) -> Bool {
        let word = line.drop { $0 == " " }.prefix { $0.isLetter }
        return ["echo", "rem", "set", "setlocal", "cls", "powershell", "cmd"].contains(word)
    }

    private static func records(_ line: String, behind scanner: TextScanner) -> String? {
        if line.lowercased().hasPrefix("[version]"), hasLine(["signature"], in: scanner) { return "application/x-setupscript" }
        return isSymbolicLink(line, scanner) ? "application/x-sylk" : nil
    }

    /// Whether one of the next lines begins with one of these words.
    private static func hasLine(_ words: [String], in scanner: TextScanner) -> Bool {
        var scanner = scanner
        for _ in 0..<maximumComments {
            guard let line = scanner.line() else { return false }
            let text = String(decoding: trimmed(line).prefix(32), as: UTF8.self).lowercased()
            if words.contains(where: {
                text == $0 || text.hasPrefix($0 + ":") || text.hasPrefix($0 + " ") || text.hasPrefix($0 + "=")
            }) {
                return true
            }
        }
        return false
    }

    /// A SYLK file, which Excel knows by its first characters; a table whose first column is called `ID` and whose second begins with a P
    /// has no records behind it.
    private static func isSymbolicLink(_ line: String, _ scanner: TextScanner) -> Bool {
        guard line.hasPrefix("ID;P") else { return false }
        var scanner = scanner
        guard let next = scanner.line(), next.count > 2, "BCEFNOPW".utf8.contains(next[next.startIndex]) else { return false }
        return next[next.startIndex + 1] == UInt8(ascii: ";")
            && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(next[next.startIndex + 2])
    }
}
