/// How much of everything one body may hold. A file's own size is for the caller to limit.
public struct MultipartLimits: Sendable, Hashable {
    /// Fields and files together.
    public var parts: Int
    /// Bytes of all header lines of one part, with the blank line that ends them.
    public var headerBytes: Int
    /// Bytes of a field's name in UTF-8.
    public var nameBytes: Int
    /// Bytes of a file's name in UTF-8.
    public var fileNameBytes: Int
    /// Bytes of a field's value, as they are sent.
    public var fieldBytes: Int
    /// Bytes before the first delimiter.
    public var preambleBytes: Int
    /// Bytes after the closing delimiter's line.
    public var epilogueBytes: Int
    /// Blanks between a boundary and the end of its line.
    public var paddingBytes: Int

    /// Limits that forms in use stay far below.
    public init(
        parts: Int = 64, headerBytes: Int = 16_384, nameBytes: Int = 256, fileNameBytes: Int = 1024, fieldBytes: Int = 65_536,
        preambleBytes: Int = 1024, epilogueBytes: Int = 1024, paddingBytes: Int = 64
    ) {
        self.parts = parts
        self.headerBytes = headerBytes
        self.nameBytes = nameBytes
        self.fileNameBytes = fileNameBytes
        self.fieldBytes = fieldBytes
        self.preambleBytes = preambleBytes
        self.epilogueBytes = epilogueBytes
        self.paddingBytes = paddingBytes
    }
}
