/// What the bytes of a file bear out.
public struct DetectedType: Sendable, Hashable {
    /// Canonical media types that the bytes confirm, the most precise first. Several, where one container serves several: sound alone in
    /// MP4 is `audio/mp4` as well as `video/mp4`.
    public let types: [String]
    /// Whether what is in it cannot be read without a password or a key.
    public let isEncrypted: Bool

    /// States what was found; a type that stands twice is kept where it stands first, and no type at all is ``unknown``.
    public init(_ types: [String], isEncrypted: Bool = false) {
        var seen: Set<String> = []
        self.types = types.isEmpty ? [Self.unknown] : types.filter { seen.insert($0).inserted }
        self.isEncrypted = isEncrypted
    }

    /// The most precise of the types.
    public var type: String { types[0] }

    /// The type of bytes of which nothing is known.
    public static let unknown = "application/octet-stream"
}
