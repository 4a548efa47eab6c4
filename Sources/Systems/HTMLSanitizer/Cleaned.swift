/// A cleaned text, and what speaks against showing it all the same.
public struct Cleaned: Sendable, Hashable {
    /// Harmless in a browser whatever the objections are. Empty when it was too much to be looked at.
    public internal(set) var text: String
    /// Each once, in the order in which they were met. When there are any, the text came from somebody who meant harm, or who must
    /// be told: refuse it.
    public internal(set) var objections: [Objection] = []

    /// Whether a blank was put behind a `<`, so that no client takes what follows for markup.
    public internal(set) var hasSeparatedBrackets = false

    /// Whether words went with the markup that they stood in: a script, a form's field, a comment.
    public internal(set) var hasCutWords = false

    /// Whether an address was taken out of the text: of a link that may not lead there, of a picture, of a frame.
    public internal(set) var hasDroppedAddress = false

    init(_ text: String, _ objections: [Objection] = []) {
        self.text = text
        add(objections)
    }

    /// Takes over what an earlier or later round changed.
    mutating func addLosses(of other: Cleaned) {
        hasSeparatedBrackets = hasSeparatedBrackets || other.hasSeparatedBrackets
        hasCutWords = hasCutWords || other.hasCutWords
        hasDroppedAddress = hasDroppedAddress || other.hasDroppedAddress
    }

    /// Notes what goes with the markup that a text was written from.
    func noting(lossesOf markup: Markup, keepsLinks: Bool) -> Cleaned {
        guard !markup.isSimple else { return self }
        var cleaned = self
        cleaned.hasCutWords = markup.hasHiddenWords
        cleaned.hasDroppedAddress = markup.dropsAddress(keepsLinks: keepsLinks)
        return cleaned
    }

    mutating func add(_ more: [Objection]) {
        for objection in more where !objections.contains(objection) { objections.append(objection) }
    }
}

extension Cleaned {
    /// The same for a text that has no markup any more: what looks like it was written out, and stays.
    var withBracketsSeparated: Cleaned {
        guard let separated = LiteralBrackets.allSeparated(text) else { return self }
        var cleaned = self
        cleaned.text = separated
        cleaned.hasSeparatedBrackets = true
        return cleaned
    }
}
