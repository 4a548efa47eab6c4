internal import Crypto
public import Foundation
internal import HTTPSemantics

extension S3Client {
    /// The longest that a pre-signed address can be valid (Amazon S3 API reference, `X-Amz-Expires`).
    public static let maximumLifetime: Duration = .seconds(604_800)

    /// An address from which everybody can fetch one object until it runs out. Nothing is sent; the object need not be there.
    ///
    /// - Parameters:
    ///   - lifetime: from now; cut to whole seconds, at least one and at most seven days.
    ///   - mediaType: what the answer says the bytes are. It is signed, so that whoever has the address cannot change it.
    ///   - disposition: what the answer says is to be done with them; signed too.
    /// - Throws: `CryptoError`, or `S3Error` when no address comes out.
    public func presignedURL(
        of object: ObjectAddress, lifetime: Duration, mediaType: String, disposition: String
    ) throws -> URL {
        let canonical = CanonicalRequest(
            method: .get, path: endpoint.path(of: object.bucket, key: object.key),
            query: [
                QueryItem(name: "response-cache-control", value: "no-store"),
                QueryItem(name: "response-content-disposition", value: disposition),
                QueryItem(name: "response-content-type", value: mediaType),
            ], fields: ["Host": endpoint.host(of: object.bucket)], payload: RequestSigner.unsignedPayload)
        let seconds = min(max(1, lifetime.components.seconds), Self.maximumLifetime.components.seconds)
        let query = try signer.signedQuery(of: canonical, at: now(), lifetimeInSeconds: Int(seconds))
        guard let url = URL(string: endpoint.origin(of: object.bucket) + canonical.encodedPath + "?" + query) else {
            throw S3Error(.refused, "No address can be made for an object in bucket \(object.bucket); check store.endpoint.")
        }
        return url
    }
}
