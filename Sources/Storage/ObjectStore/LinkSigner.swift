public import Attachments
internal import Crypto
public import Foundation
internal import HTTPSemantics

/// Makes and checks links to released files: `/files/{id}/{name}?expires=…&signature=…`.
///
/// The signature is HMAC-SHA256 over identifier, time and name, in base64url. Whoever has a link has the file until the link
/// expires; nothing of it can be changed, and nobody without the key can make one.
public struct LinkSigner: Sendable {
    private let key: [UInt8]
    private let base: String

    /// Takes the key, at least 32 random bytes, and the address under which clients reach this gateway.
    public init(key: [UInt8], publicURL: URL) {
        self.key = key
        self.base = publicURL.absoluteString.hasSuffix("/") ? String(publicURL.absoluteString.dropLast()) : publicURL.absoluteString
    }

    /// Makes a link; the same for the same file, name and second.
    ///
    /// - Parameters:
    ///   - name: what the file is to be called by whoever fetches it; not empty and no `.` or `..`, which clients would resolve.
    ///   - expires: the end of the link, cut to whole seconds.
    /// - Throws: `LinkError` with `unusableAddress` when the public address cannot take a path, and `CryptoError`.
    public func link(to id: AttachmentID, name: String, expires: Date) throws -> URL {
        let seconds = Int64(expires.timeIntervalSince1970)
        let signature = Base64URL.encode(try sign(id, name, seconds).bytes)
        let path = "/files/\(id)/\(PercentEncoding.encode(name))?expires=\(seconds)&signature=\(signature)"
        guard let url = URL(string: base + path) else { throw LinkError.unusableAddress }
        return url
    }

    /// Checks a link that came back.
    ///
    /// - Parameters:
    ///   - name: the path's last segment, decoded.
    ///   - expires: the query's value as it came, decoded.
    ///   - signature: the query's value as it came, decoded.
    /// - Throws: `LinkError` with `forged` or `expired`, and `CryptoError`. The caller answers all of them alike.
    public func verify(_ id: AttachmentID, name: String, expires: String, signature: String, now: Date) throws {
        guard let seconds = Int64(expires), String(seconds) == expires,
            let given = Base64URL.decode(signature).flatMap({ Digest($0) }), given == (try sign(id, name, seconds))
        else { throw LinkError.forged }
        guard now.timeIntervalSince1970 < Double(seconds) else { throw LinkError.expired }
    }

    private func sign(_ id: AttachmentID, _ name: String, _ seconds: Int64) throws(CryptoError) -> Digest {
        // The first line keeps signatures of other kinds under the same key apart; the name is last, as it may hold anything.
        let message = "lazaret file link\n\(id)\n\(seconds)\n\(name)"
        return try HMACSHA256.authenticate(key: key, message: Array(message.utf8))
    }
}
