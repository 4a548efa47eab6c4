public import Observability

/// `audit`: the log of who did what.
public struct AuditSection: Sendable, Hashable {
    /// Without it nobody can make entries that fit. `nil`: entries are linked by plain SHA-256.
    public var key: Secret?

    /// Makes the default section.
    public init() {}
}

extension AuditSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("key", &key, .optional(.secret(atLeast: 32)))
    }
}
