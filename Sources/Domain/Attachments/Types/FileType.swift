/// What a file is.
public struct FileType: Sendable, Hashable {
    /// Canonical media type. Among plain texts, which bytes cannot tell apart, it is what the name or the sender says.
    public let name: String
    /// Canonical media type by the bytes alone.
    public let ofBytes: String
    /// Whether what is in the file cannot be read without a password or a key.
    public let isEncrypted: Bool
    /// What else the same bytes are, where one container serves several types: sound alone in MP4 is `video/mp4` as well.
    public private(set) var alternatives: [FileType] = []

    /// Names a type.
    ///
    /// - Parameter ofBytes: when `nil`, the same.
    public init(_ name: String, ofBytes: String? = nil, isEncrypted: Bool = false) {
        self.name = name
        self.ofBytes = ofBytes ?? name
        self.isEncrypted = isEncrypted
    }

    /// The same, with what else its bytes are.
    func with(alternatives: [FileType]) -> FileType {
        var type = self
        type.alternatives = alternatives
        return type
    }

    /// Whether it shows its characters, whatever they are.
    public var isPlainText: Bool { MediaTypes.named(name)?.nature == .plainText }
}
