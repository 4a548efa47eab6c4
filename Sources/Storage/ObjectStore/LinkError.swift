/// A link that opens nothing, or cannot be made.
public enum LinkError: Error, Sendable, Hashable, CustomStringConvertible {
    /// We did not make it, or something of it was changed.
    case forged
    /// We made it, and its time is over.
    case expired
    /// The public address cannot take a path.
    case unusableAddress

    /// What failed and what to do.
    public var description: String {
        switch self {
        case .forged: "The link's signature is wrong. Use the link exactly as it was given."
        case .expired: "The link has expired. Ask for a new one."
        case .unusableAddress:
            "No link can be made under the public address. Set server.publicURL to one like https://files.example.com."
        }
    }
}
