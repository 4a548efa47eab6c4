/// `links`: the signed links to released files.
public struct LinksSection: Sendable, Hashable {
    /// How long a link works.
    public var lifetime = Duration.seconds(3600)

    /// Makes the default section.
    public init() {}
}

extension LinksSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("lifetime", &lifetime, .duration(.seconds(60) ... .seconds(7 * 86_400)))
    }
}
