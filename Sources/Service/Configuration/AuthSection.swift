public import Gateway
public import Observability

/// `auth`: who may do what.
public struct AuthSection: Sendable, Hashable {
    /// The keys that open routes. None: the program makes one at its start and prints it once.
    public var keys: [Key] = []
    /// Signs upload tokens and links. `nil`: the program makes one and keeps it in the state folder.
    public var tokenSecret: Secret?

    /// A key, known only by its digest.
    public struct Key: Sendable, Hashable {
        /// What logs and the audit call its owner; one key each.
        public var name = ""
        /// SHA-256 of the key, in lower-case hexadecimal.
        public var sha256 = ""
        /// What it opens.
        public var roles: [Role] = []

        package init() {}
    }

    /// Makes the default section.
    public init() {}
}

extension AuthSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.list("keys", &keys)
        fields.value("tokenSecret", &tokenSecret, .optional(.secret(atLeast: 32)))
        fields.check("keys", Set(keys.map(\.name)).count == keys.count, "two keys have one name; give each its own")
        fields.check("keys", Set(keys.map(\.sha256)).count == keys.count, "one key appears twice; join its roles in one entry")
    }
}

extension AuthSection.Key: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("name", &name, .text)
        fields.required("sha256", &sha256, .sha256)
        fields.required("roles", &roles, .list(of: .choice, atLeast: 1))
    }
}
