/// What a sender says that a file is, by the words of a `Content-Type`.
public struct TypeClaim: Sendable, Hashable {
    /// Canonical.
    public let type: String

    /// Reads a claim; `nil` when it names no type.
    ///
    /// - Parameter text: as sent, with parameters. Pickers and half-finished code send `*/*`, `image/*`, `image`, `jpg`, `undefined` and
    ///   the like, which say nothing of the file.
    public init?(_ text: String?) {
        guard let text else { return nil }
        let type = MediaTypes.canonical(text)
        let parts = type.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts.contains(where: { Self.empty.contains(String($0)) }) else { return nil }
        self.type = type
    }

    /// Whether the claim fits a type: the same, another name that clients use for it, or what it is built on.
    public func fits(_ type: String) -> Bool {
        guard self.type != type else { return true }
        guard let known = MediaTypes.named(type) else { return false }
        return known.claims.contains(self.type) || MediaTypes.base(of: known.family).contains(self.type)
            || Self.isHarmlessText(known) && MediaTypes.named(self.type).map(Self.isHarmlessText) ?? false
    }

    /// Whether opening it shows characters, whatever kind of text it is called.
    private static func isHarmlessText(_ type: MediaType) -> Bool {
        [.text, .mail, .xml].contains(type.family) && type.nature != .active
    }

    /// Whether files claimed so may turn out to be of a type that the policy allows.
    public func mayBeAllowed(by policy: Policy) -> Bool {
        policy.allows(type) || MediaTypes.all.contains { fits($0.name) && policy.allows($0.name) }
    }

    private static let empty: Set<String> = [
        "", "*", "octet-stream", "x-octet-stream", "octetstream", "unknown", "x-unknown", "undefined", "null", "none", "file",
        "binary",
        "data", "force-download", "x-force-download", "x-forcedownload", "download", "x-download", "save", "x-msdownload-file",
    ]
}

extension MediaTypes {
    /// The types that name only what a family is built on.
    static func base(of family: MediaType.Family) -> [String] {
        switch family {
        case .zip: ["application/zip"]
        case .compoundFile: ["application/x-ole-storage", "application/encrypted"]
        case .xml: ["application/xml"]
        case .ogg: ["application/ogg"]
        case .text, .mail, .isoMedia, .ebml, .tiff, .der, .signature: []
        }
    }
}
