public import Observability

/// What opens the files of some hosts: one header field, sent to them alone.
public struct HostCredentials: Sendable, Hashable {
    /// Whom they are for.
    public let hosts: HostPattern
    /// The field's name, such as `Authorization`.
    public let field: String
    /// Its value, whole.
    public let value: Secret

    /// Describes credentials.
    public init(for hosts: HostPattern, field: String, value: Secret) {
        self.hosts = hosts
        self.field = field
        self.value = value
    }
}
