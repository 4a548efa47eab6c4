/// A customer's name for a file, made harmless once: data to show and to offer at a download, never part of a path of ours.
public struct FileName: Sendable, Hashable, CustomStringConvertible {
    /// At most ``maximumBytes`` of UTF-8 in normal form C, without folders, invisible characters, or blanks and dots at its ends; and
    /// nothing that a reader would decode to another name (RFC 2047).
    public let description: String

    /// What common file systems take for one name.
    public static let maximumBytes = 255

    /// Cleans a name. Cleaning what is clean changes nothing.
    ///
    /// Encoded words (`=?utf-8?B?…?=`) are decoded once, wherever the name comes from; what looks like one after that is one no more.
    /// - Parameter text: as the sender meant it: percent-encoding and the like are already decoded, and not decoded again.
    /// - Throws: ``FileNameError`` when the name has a NUL in it, or nothing is left of it.
    public init(cleaning text: String) throws(FileNameError) {
        let text = EncodedWords.decoded(text)
        guard !text.unicodeScalars.contains("\0") else { throw FileNameError(code: .containsNUL) }
        description = Self.cleaned(text)
        guard !description.isEmpty else { throw FileNameError(code: .empty) }
    }

    /// What follows the last dot, in lower case; `nil` when nothing does, or when it is prose or a number (`Dr. Smith`, `12.03.2026`).
    public var `extension`: String? {
        Self.dot(in: description).map { String(description.unicodeScalars[$0...].dropFirst()).lowercased() }
    }

    /// Where a name's extension begins.
    static func dot(in name: String) -> String.Index? {
        guard let dot = name.unicodeScalars.lastIndex(of: ".") else { return nil }
        let text = name.unicodeScalars[dot...].dropFirst()
        return text.contains(" ") || text.allSatisfy { $0.properties.numericType != nil } ? nil : dot
    }
}
