public import Crypto
public import Observability

/// `X-Hub-Signature-256`: `sha256=` and an HMAC-SHA256 over the raw body.
///
/// Genesys Cloud writes it in Base64 (developer.genesys.cloud, Open Messaging, "Validate webhook signature"), GitHub and others in
/// hexadecimal; both are read. It holds no time: who must not take a message twice remembers it.
public struct HubSignature: Sendable {
    /// The field that carries it.
    public static let fieldName = "X-Hub-Signature-256"

    private let secrets: [Secret]

    /// Takes the secrets that are in force: several while one is being changed. With none at all, nothing is valid.
    public init(secrets: [Secret]) { self.secrets = secrets }

    /// Looks at the signature of a message, as it came and before anything of it is read.
    ///
    /// Compares in constant time with each secret, whichever is right.
    /// - Parameter values: all that the message has of the field; more than one is malformed.
    /// - Throws: `CryptoError` when the library fails; the message must then not be trusted.
    public func check(_ values: [String], of body: RawSpan) throws(CryptoError) -> SignatureCheck {
        guard let value = values.first else { return .missing }
        guard values.count == 1, let given = Self.digest(value) else { return .malformed }
        var isValid = false
        for secret in secrets {
            let own = try HMACSHA256.authenticate(key: Array(secret.reveal().utf8), message: body)
            if own == given { isValid = true }
        }
        return isValid ? .valid : .wrong
    }

    /// Looks at the signature of a message.
    public func check(_ values: [String], of body: [UInt8]) throws(CryptoError) -> SignatureCheck {
        try unsafe check(values, of: body.span.bytes)
    }

    /// Begins the check of a message that arrives piece by piece.
    /// - Throws: `CryptoError` when the library fails.
    public func begin(_ values: [String]) throws(CryptoError) -> RunningSignature {
        guard let value = values.first else { return RunningSignature(ending: .missing) }
        guard values.count == 1, let given = Self.digest(value) else { return RunningSignature(ending: .malformed) }
        var candidates: [RunningSignature.Candidate] = []
        for secret in secrets {
            let code = try RunningHMAC(key: Array(secret.reveal().utf8))
            candidates.append(.init(code: code) { SignatureProof(digest: $0, webhookID: nil) })
        }
        return RunningSignature(candidates, given: [given])
    }

    /// The value for a message of our own, in Base64.
    public static func sign(_ body: [UInt8], with secret: Secret) throws(CryptoError) -> String {
        try prefix + Base64.encode(HMACSHA256.authenticate(key: Array(secret.reveal().utf8), message: body).bytes)
    }

    private static let prefix = "sha256="

    private static func digest(_ value: String) -> Digest? {
        guard value.hasPrefix(prefix) else { return nil }
        let text = value.dropFirst(prefix.count)
        return text.utf8.count == 2 * Digest.byteCount ? Digest(hex: String(text)) : Base64.decode(text).flatMap(Digest.init)
    }
}
