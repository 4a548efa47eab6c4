/// PostgreSQL's code of what went wrong: five characters, the first two the class (PostgreSQL manual, appendix A).
public struct SQLState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The five characters.
    public let rawValue: String

    /// Takes the characters as the server sent them.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The first two characters.
    public var category: String { String(rawValue.prefix(2)) }

    /// The five characters.
    public var description: String { rawValue }

    /// A key is there already.
    public static let uniqueViolation = SQLState(rawValue: "23505")
    /// A transaction cannot be put into an order with others; it may be done again.
    public static let serializationFailure = SQLState(rawValue: "40001")
    /// Two transactions waited for each other, and this one was undone; it may be done again.
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    /// The server's disk is full.
    public static let diskFull = SQLState(rawValue: "53100")
    /// A lock did not come free in time.
    public static let lockNotAvailable = SQLState(rawValue: "55P03")
    /// The statement took too long, or somebody cancelled it.
    public static let queryCanceled = SQLState(rawValue: "57014")
    /// The connection was ended by an administrator, or by the server's stop.
    public static let adminShutdown = SQLState(rawValue: "57P01")
    /// The server starts, stops or recovers.
    public static let cannotConnectNow = SQLState(rawValue: "57P03")
    /// The server does not allow writing: it is a standby.
    public static let readOnlyTransaction = SQLState(rawValue: "25006")
    /// A parameter was out of its range.
    public static let invalidParameterValue = SQLState(rawValue: "22023")
}
