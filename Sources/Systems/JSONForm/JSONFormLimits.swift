import JSON

/// How much of everything one JSON message may hold. A file's own size is for the caller to limit.
public struct JSONFormLimits: Sendable, Hashable {
    /// Objects and arrays inside one another.
    public var depth: Int
    /// Members of one object.
    public var members: Int
    /// Bytes of a member's name.
    public var nameBytes: Int
    /// Bytes of a string in UTF-8, but of a file's data.
    public var stringBytes: Int
    /// Characters of a number.
    public var numberBytes: Int
    /// Bytes of all strings that are no file's data together; and of everything that is no string's value, together.
    public var overheadBytes: Int

    /// Limits that messages in use stay far below.
    public init(
        depth: Int = 8, members: Int = 64, nameBytes: Int = 128, stringBytes: Int = 16_384, numberBytes: Int = 32,
        overheadBytes: Int = 131_072
    ) {
        self.depth = depth
        self.members = members
        self.nameBytes = nameBytes
        self.stringBytes = stringBytes
        self.numberBytes = numberBytes
        self.overheadBytes = overheadBytes
    }
}

extension JSONLimits {
    /// What of a message's limits is the tokenizer's to keep.
    init(_ limits: JSONFormLimits) {
        self.init(depth: limits.depth)
        members = limits.members
        nameBytes = limits.nameBytes
        numberBytes = limits.numberBytes
        overheadBytes = limits.overheadBytes
    }
}
