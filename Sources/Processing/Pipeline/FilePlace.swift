/// Stands in a message that is kept for the address of one of its files: `lazaret:file/3`.
public struct FilePlace: Sendable, Hashable {
    /// Of the file among those of the message, from 0.
    public let index: Int

    /// Names a file.
    public init(_ index: Int) { self.index = index }

    /// Reads a place; `nil` for any other text.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let index = Int(text.dropFirst(Self.prefix.count)), index >= 0 else { return nil }
        self.index = index
    }

    /// As it stands in the message.
    public var text: String { "\(Self.prefix)\(index)" }

    /// The members of the platform's messages that hold a file.
    public static let members: Set = ["attachment", "media", "thumbnail"]

    /// How every place begins.
    public static let prefix = "lazaret:file/"
}
