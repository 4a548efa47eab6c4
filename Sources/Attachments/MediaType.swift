/// One type of file that the gateway knows by name.
public struct MediaType: Sendable, Hashable {
    /// Canonical, lower case, without parameters.
    public let name: String
    /// What the names of such files end in, lower case; the first is the usual one.
    public let extensions: [String]
    /// Other names for the same type, lower case: old ones, vendors' ones, and what libmagic says.
    public let aliases: [String]
    /// What opening such a file does.
    public let nature: Nature

    /// What opening a file does.
    public enum Nature: Sendable, Hashable {
        /// Shows, plays or unpacks it.
        case inert
        /// Shows its characters, whatever they are: text kinds that differ in use alone.
        case plainText
        /// Can run what is in it.
        case active
    }

    init(_ name: String, _ extensions: [String], aliases: [String] = [], _ nature: Nature = .inert) {
        self.name = name
        self.extensions = extensions
        self.aliases = aliases
        self.nature = nature
    }
}
