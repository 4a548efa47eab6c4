internal import Foundation

// Scalars are compared, not characters: to Swift a dot or a slash with a combining mark is another character, to a disk it is not.
extension FileName {
    private typealias Scalars = String.UnicodeScalarView.SubSequence

    /// The harmless form of a name without a NUL; empty when nothing is left.
    static func cleaned(_ text: String) -> String {
        let visible = EncodedWords.neutralized(visible(text)).unicodeScalars
        // Browsers of every age have sent whole paths, of either kind.
        let start = visible.lastIndex { $0 == "/" || $0 == "\\" }.map(visible.index(after:)) ?? visible.startIndex
        let words = visible[start...].split { $0.properties.isWhitespace }.map { String($0) }
        let name = trimmed(withoutStream(trimmed(words.joined(separator: " ").unicodeScalars[...]).unicodeScalars[...]))
        // Only what is left of a long name may be a device's.
        let short = shortened(name)
        return isDevice(short) ? shortened("_" + short) : short
    }

    /// Without control, bidirectional, zero-width and other invisible characters, in normal form C (UAX 15). Joiners and variation selectors
    /// stay where writing needs them.
    private static func visible(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.filter { JoinControls.contains($0) || !isInvisible($0.properties) })
        return joined(scalars)
    }

    private static func joined(_ scalars: String.UnicodeScalarView) -> String {
        String(JoinControls.keptWhereNeeded(in: scalars)).precomposedStringWithCanonicalMapping
    }

    private static func isInvisible(_ properties: Unicode.Scalar.Properties) -> Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }

    /// Without the stream that a name may have on Windows (`a.txt::$DATA`, [MS-FSCC] section 2.1.5), and with a `_` for every other
    /// colon: `Re: bill.pdf` is a name elsewhere, and cut at its colon it would lose its extension.
    private static func withoutStream(_ name: Scalars) -> Scalars {
        var name = name
        if let type = name.lastIndex(of: ":"), isStreamType(name[type...].dropFirst()) {
            name = name[..<(name[..<type].lastIndex(of: ":") ?? type)]
        }
        return String(String.UnicodeScalarView(name.map { $0 == ":" ? "_" : $0 })).unicodeScalars[...]
    }

    private static func isStreamType(_ text: Scalars) -> Bool {
        text.first == "$" && text.count > 1 && text.dropFirst().allSatisfy { $0 == "_" || $0.isASCII && $0.properties.isAlphabetic }
    }

    /// Windows drops blanks and dots at the end; at the start a dot hides a file, and a hyphen makes it an option.
    private static func trimmed(_ name: Scalars) -> String {
        var name = name.drop { $0 == "." || $0 == " " || $0 == "-" }
        while let last = name.last, last == "." || last == " " { name.removeLast() }
        return String(name)
    }

    /// Names that Windows gives to devices, whatever follows the first dot.
    private static func isDevice(_ name: String) -> Bool {
        let stem = trimmed(name.unicodeScalars.prefix { $0 != "." }).uppercased()
        if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(stem) { return true }
        guard stem.count == 4, stem.hasPrefix("COM") || stem.hasPrefix("LPT"), let port = stem.last else { return false }
        return "0123456789¹²³".contains(port)
    }

    /// Shortens in front of the extension, between characters.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > maximumBytes else { return name }
        guard let dot = dot(in: name), name[dot...].utf8.count <= longestExtension else { return cut(name, bytes: maximumBytes) }
        let suffix = name[dot...]
        return cut(String(name[..<dot]), bytes: maximumBytes - suffix.utf8.count) + suffix
    }

    private static func cut(_ name: String, bytes: Int) -> String {
        var left = bytes
        let kept = name.prefix { character in
            left -= character.utf8.count
            return left >= 0
        }
        // One character may have any number of marks.
        let scalars = kept.isEmpty ? cutScalars(name.unicodeScalars, bytes: bytes) : kept.unicodeScalars
        // A joiner may have lost what it joined.
        return trimmed(joined(String.UnicodeScalarView(scalars)).unicodeScalars[...])
    }

    private static func cutScalars(_ name: String.UnicodeScalarView, bytes: Int) -> Scalars {
        var left = bytes
        return name.prefix { scalar in
            left -= String(scalar).utf8.count
            return left >= 0
        }
    }

    /// Bytes, with the dot. What is longer was not meant as an extension.
    private static let longestExtension = 32
}
