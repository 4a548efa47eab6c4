internal import Crypto
internal import Foundation
internal import HTTPSemantics
internal import Observability

/// AWS Signature Version 4: by header fields, and by a query that makes an address of its own. Pure.
///
/// (AWS, "Create a signed AWS API request"; Amazon S3 API reference, "Authenticating Requests".)
public struct RequestSigner: Sendable {
    /// Stands for the digest of a content that is not signed.
    static let unsignedPayload = "UNSIGNED-PAYLOAD"
    private static let algorithm = "AWS4-HMAC-SHA256"

    let credentials: Credentials
    let region: String
    let service: String

    /// Takes the key, and the region that the service knows itself by.
    public init(credentials: Credentials, region: String) {
        self.init(credentials: credentials, region: region, service: "s3")
    }

    init(credentials: Credentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// The fields with those that make them a signed request's: `X-Amz-Date`, perhaps `X-Amz-Security-Token`, `Authorization`.
    ///
    /// Services accept it for a quarter of an hour around the time.
    func signedFields(of request: CanonicalRequest, at time: Date) throws(CryptoError) -> HTTPFields {
        var request = request
        request.fields["X-Amz-Date"] = Self.stamp(time)
        if let token = credentials.sessionToken { request.fields["X-Amz-Security-Token"] = token.reveal() }
        let signature = try signature(of: request, at: time)
        var fields = request.fields
        fields["Authorization"] =
            "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope(time)), SignedHeaders=\(request.signedNames), "
            + "Signature=\(signature)"
        return fields
    }

    /// The query that makes an address by which everybody can make this request for a while.
    func signedQuery(of request: CanonicalRequest, at time: Date, lifetimeInSeconds: Int) throws(CryptoError) -> String {
        var request = request
        request.query += [
            QueryItem(name: "X-Amz-Algorithm", value: Self.algorithm),
            QueryItem(name: "X-Amz-Credential", value: "\(credentials.accessKey)/\(scope(time))"),
            QueryItem(name: "X-Amz-Date", value: Self.stamp(time)),
            QueryItem(name: "X-Amz-Expires", value: "\(lifetimeInSeconds)"),
            QueryItem(name: "X-Amz-SignedHeaders", value: request.signedNames),
        ]
        if let token = credentials.sessionToken {
            request.query.append(QueryItem(name: "X-Amz-Security-Token", value: token.reveal()))
        }
        return request.encodedQuery + "&X-Amz-Signature=\(try signature(of: request, at: time))"
    }

    private func signature(of request: CanonicalRequest, at time: Date) throws(CryptoError) -> String {
        let digest = try SHA256.hash(Array(request.text.utf8)).hex
        return try signature(of: [Self.algorithm, Self.stamp(time), scope(time), digest].joined(separator: "\n"), at: time)
    }

    /// Signs with a key that is good for one day, region and service.
    func signature(of text: String, at time: Date) throws(CryptoError) -> String {
        var key = Array("AWS4\(credentials.secretKey.reveal())".utf8)
        for step in [String(Self.stamp(time).prefix(8)), region, service, "aws4_request"] {
            key = try HMACSHA256.authenticate(key: key, message: Array(step.utf8)).bytes
        }
        return try HMACSHA256.authenticate(key: key, message: Array(text.utf8)).hex
    }

    private func scope(_ time: Date) -> String { "\(Self.stamp(time).prefix(8))/\(region)/\(service)/aws4_request" }

    /// `20130524T000000Z`
    static func stamp(_ time: Date) -> String {
        time.formatted(
            .iso8601.year().month().day().dateSeparator(.omitted).time(includingFractionalSeconds: false).timeSeparator(.omitted)
        ) + "Z"
    }
}
