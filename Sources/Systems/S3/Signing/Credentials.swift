public import Observability

/// What requests are signed with.
public struct Credentials: Sendable, Hashable {
    /// Names the key; no secret.
    public let accessKey: String
    /// The key itself.
    public let secretKey: Secret
    /// Goes with keys that are valid for a while only.
    public let sessionToken: Secret?

    /// Takes a key.
    public init(accessKey: String, secretKey: Secret, sessionToken: Secret? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }
}
