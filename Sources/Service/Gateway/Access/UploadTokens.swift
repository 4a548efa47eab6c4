import Crypto
public import Foundation

/// Makes and checks upload tokens: short-lived, signed by us, and kept nowhere.
///
/// A token is `lzt1.PAYLOAD.CODE`, both in base64url: the payload is JSON, the code HMAC-SHA256 over a fixed first line and all that
/// stands before the last dot. Whoever has it has what it allows until it runs out; nothing of it can be changed.
public struct UploadTokens: Sendable {
    /// How long a token is good for when nobody says.
    public let lifetime: Duration
    /// How long it can be asked to be good for.
    public let maximumLifetime: Duration

    private let key: [UInt8]
    private let now: @Sendable () -> Date

    private static let version = "lzt1"
    /// Two identifiers of 1024 bytes, each escaped to twice that, in base64.
    private static let maximumLength = 8192

    /// Takes the key, at least 32 random bytes; it may be that of the links.
    public init(
        key: [UInt8], lifetimes: TokenLifetimes = TokenLifetimes(), now: @escaping @Sendable () -> Date
    ) {
        self.key = key
        lifetime = min(lifetimes.usual, lifetimes.maximum)
        maximumLifetime = lifetimes.maximum
        self.now = now
    }

    /// Makes a token.
    ///
    /// - Throws: `UploadTokenError` with `unusableGrant` when it cannot be allowed, and `CryptoError`.
    public func make(_ grant: UploadGrant) throws -> (text: String, token: UploadToken) {
        try grant.check(maximumLifetime: maximumLifetime)
        let end = now().timeIntervalSince1970 + (grant.lifetime ?? lifetime) / .seconds(1)
        let token = UploadToken(
            id: Base64URL.encode(try SecureRandom.bytes(12)), conversationID: grant.conversationID, contactID: grant.contactID,
            maximumSize: grant.maximumSize, maximumFiles: grant.maximumFiles,
            expires: Date(timeIntervalSince1970: end.rounded(.up)))
        let signed = "\(Self.version).\(Base64URL.encode(try JSONBody.encode(token)))"
        return ("\(signed).\(Base64URL.encode(try code(of: signed).bytes))", token)
    }

    /// Checks a token that came back.
    ///
    /// - Throws: `UploadTokenError` with `forged` or `expired`.
    func read(_ text: String) throws(UploadTokenError) -> UploadToken {
        let parts = text.utf8.count <= Self.maximumLength ? text.split(separator: ".", omittingEmptySubsequences: false) : []
        guard parts.count == 3, parts[0] == Self.version, let given = Base64URL.decode(String(parts[2])).flatMap({ Digest($0) }),
            let made = try? code(of: "\(parts[0]).\(parts[1])"), given == made, let payload = Base64URL.decode(String(parts[1])),
            let token = try? JSONDecoder().decode(UploadToken.self, from: Data(payload))
        else { throw .forged }
        guard now() < token.expires else { throw .expired }
        return token
    }

    /// Whether a bearer's text is meant to be a token and not a key.
    static func recognises(_ text: String) -> Bool { text.hasPrefix(version + ".") }

    private func code(of signed: String) throws(CryptoError) -> Digest {
        // The first line keeps signatures of other kinds under the same key apart.
        try HMACSHA256.authenticate(key: key, message: Array("lazaret upload token\n\(signed)".utf8))
    }
}
