/// A file that a message speaks of and that has still to be fetched.
public struct AnnouncedFile: Sendable, Hashable, Codable {
    /// Where it is.
    public var location: Location
    /// The name that the message gives it; as sent.
    public var name: String?
    /// The type that the message claims; as sent.
    public var claimedType: String?
    /// The size that the message claims, in bytes.
    public var claimedSize: Int64?

    /// Where a file can be had.
    public enum Location: Sendable, Hashable, Codable {
        /// At an address, which is the sender's word and has to be checked.
        case url(String)
        /// At the platform, under an identifier of the tutorials' files API.
        case platformFile(id: String)
        /// In a message of the platform's, which has to be read first: the place among its files, and how many there are said to be.
        case message(index: Int, count: Int)
    }

    /// Describes a file.
    public init(location: Location, name: String? = nil, claimedType: String? = nil, claimedSize: Int64? = nil) {
        self.location = location
        self.name = name
        self.claimedType = claimedType
        self.claimedSize = claimedSize
    }
}
