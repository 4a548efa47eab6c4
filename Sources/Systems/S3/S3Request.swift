internal import Crypto
internal import HTTPClient
internal import HTTPSemantics

import struct Foundation.Date

/// What is asked of the service, before it is signed.
struct S3Request {
    /// The SHA-256 of nothing.
    static let emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    var method: HTTPMethod
    var bucket: String
    var key = ""
    var query: [QueryItem] = []
    var fields = HTTPFields()
    var content = HTTPClient.Content.bytes([])
    /// Of the content, in hexadecimal. The service refuses other bytes (Amazon S3 API reference, `x-amz-content-sha256`).
    var digest = emptyDigest
    /// A larger answer fails the exchange.
    var maximumAnswerBytes = 2 << 20
    var timeout: Duration = .seconds(20)
    /// Whether there has to be an XML document in a good answer, and of which element.
    var answer: String?

    init(_ method: HTTPMethod, _ bucket: String) {
        self.method = method
        self.bucket = bucket
    }

    init(_ method: HTTPMethod, _ object: ObjectAddress) {
        self.init(method, object.bucket)
        key = object.key
    }

    /// Signs, for sending now.
    func signed(by signer: RequestSigner, to endpoint: S3Endpoint, at time: Date) throws(CryptoError) -> HTTPClient.Request {
        let canonical = canonical(for: endpoint)
        var signed = try signer.signedFields(of: canonical, at: time)
        // libcurl writes it, from the address.
        signed["Host"] = nil
        let query = canonical.encodedQuery
        let url = endpoint.origin(of: bucket) + canonical.encodedPath + (query.isEmpty ? "" : "?\(query)")
        var request = HTTPClient.Request(
            method: method, url: url, fields: signed, timeout: timeout, maximumResponseBytes: maximumAnswerBytes)
        request.content = content
        return request
    }

    private func canonical(for endpoint: S3Endpoint) -> CanonicalRequest {
        var fields = fields
        fields["Host"] = endpoint.host(of: bucket)
        fields["X-Amz-Content-Sha256"] = digest
        return CanonicalRequest(
            method: method, path: endpoint.path(of: bucket, key: key), query: query, fields: fields, payload: digest)
    }
}
