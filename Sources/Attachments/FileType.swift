/// What a file is.
public struct FileType: Sendable, Hashable {
    /// Canonical media type. Among plain texts, which bytes cannot tell apart, it is what the name or the sender says.
    public let name: String
    /// Canonical media type by the bytes alone.
    public let ofBytes: String

    /// Names a type.
    ///
    /// - Parameter ofBytes: when `nil`, the same.
    public init(_ name: String, ofBytes: String? = nil) {
        self.name = name
        self.ofBytes = ofBytes ?? name
    }

    /// Whether it shows its characters, whatever they are.
    public var isPlainText: Bool { MediaTypes.named(name)?.nature == .plainText }
}
