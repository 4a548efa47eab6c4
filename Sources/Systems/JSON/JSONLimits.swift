/// How much of everything one JSON text may hold. Its bytes are for the caller to limit.
public struct JSONLimits: Sendable, Hashable {
    /// Objects and arrays inside one another.
    public var depth = 32
    /// Members of one object.
    public var members = Int.max
    /// Values in all; each of them costs memory, however short it is.
    public var values = 200_000
    /// Bytes of a member's name.
    public var nameBytes = Int.max
    /// Characters of a number.
    public var numberBytes = 64
    /// Bytes of everything that is no string's value, together.
    public var overheadBytes = Int.max

    /// Limits for a text that is held in memory anyway.
    public init() {}

    /// The same, with another depth.
    public init(depth: Int) { self.depth = depth }
}

/// What is made of a member that is there twice.
public enum JSONDuplicates: Sendable, Hashable {
    /// The text is refused: two readers would take two different ones.
    case refused
    /// The last one counts, as in most readers. For texts whose sender is known, and that nobody else has read before.
    case lastCounts
}
