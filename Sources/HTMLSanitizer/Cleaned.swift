/// A cleaned text, and what speaks against showing it all the same.
public struct Cleaned: Sendable, Hashable {
    /// Harmless in a browser whatever the objections are. Empty when it was too much to be looked at.
    public internal(set) var text: String
    /// Each once, in the order in which they were met. When there are any, the text came from somebody who meant harm, or who must
    /// be told: refuse it.
    public internal(set) var objections: [Objection] = []

    init(_ text: String, _ objections: [Objection] = []) {
        self.text = text
        add(objections)
    }

    mutating func add(_ more: [Objection]) {
        for objection in more where !objections.contains(objection) { objections.append(objection) }
    }
}
