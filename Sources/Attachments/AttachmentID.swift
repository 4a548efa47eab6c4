/// A ULID: 48 bits of milliseconds since 1970 and 80 random bits, as 26 characters of Crockford's base 32. Sorts by time.
public struct AttachmentID: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let description: String

    /// Reads an identifier from outside; `nil` unless it is 26 upper-case characters of the alphabet and fits 128 bits.
    public init?(_ text: String) {
        self.description = text
    }

    public static func < (a: AttachmentID, b: AttachmentID) -> Bool { a.description < b.description }
}
