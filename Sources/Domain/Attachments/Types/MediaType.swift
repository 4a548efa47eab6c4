/// One type of file that the gateway knows by name.
public struct MediaType: Sendable, Hashable {
    /// Canonical, lower case, without parameters.
    public let name: String
    /// What the names of such files end in, lower case; the first is the usual one.
    public let extensions: [String]
    /// Other names for the same type, lower case: old ones, vendors' ones, and what libmagic says.
    public let aliases: [String]
    /// Canonical names of other types that clients claim for such files.
    public let claims: [String]
    /// What the bytes of such files are built on, and with it who verifies them.
    public let family: Family
    /// What it is to a person, and what opening it does.
    public let nature: Nature

    /// What opening a file does.
    public enum Nature: Sendable, Hashable {
        /// Shows its characters, whatever they are: text kinds that differ in use alone.
        case plainText
        /// Shows a text, a table, a form or a model.
        case document
        /// Shows a picture.
        case picture
        /// Plays a sound.
        case sound
        /// Plays a film.
        case film
        /// Unpacks other files.
        case archive
        /// Can run what is in it.
        case active
    }

    /// What formats are built on; one verifier confirms or refutes all of a family.
    public enum Family: Sendable, Hashable, CaseIterable {
        /// Characters, known by their decoding and their beginning.
        case text
        /// Header fields as in mail (RFC 5322).
        case mail
        /// XML, known by its root element.
        case xml
        /// Zip archives, known by their members.
        case zip
        /// Compound files ([MS-CFB]), known by their streams.
        case compoundFile
        /// ISO base media files (ISO/IEC 14496-12), known by brands and tracks.
        case isoMedia
        /// EBML documents (RFC 8794), known by document type and tracks.
        case ebml
        /// Ogg (RFC 3533), known by its codecs.
        case ogg
        /// TIFF and the cameras' raw formats on it.
        case tiff
        /// Cryptographic messages and certificates in DER (ITU-T X.690).
        case der
        /// Formats with fixed bytes at fixed places.
        case signature
    }

    init(
        _ name: String, _ extensions: [String], aliases: [String] = [], claims: [String] = [], _ family: Family, _ nature: Nature
    ) {
        self.name = name
        self.extensions = extensions
        self.aliases = aliases
        self.claims = claims
        self.family = family
        self.nature = nature
    }

    /// A type that fixed bytes tell.
    init(_ name: String, _ extensions: [String], aliases: [String] = [], claims: [String] = [], _ nature: Nature) {
        self.init(name, extensions, aliases: aliases, claims: claims, .signature, nature)
    }
}
