import Crypto
import Foundation
import HTTPSemantics
import Observability
import Testing

@testable import S3

/// Against the examples of the Amazon S3 API reference, "Authenticating Requests".
struct SigningTests {
    private static let published = RequestSigner(
        credentials: Credentials(
            accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")), region: "us-east-1")
    /// 24 May 2013.
    private static let publishedTime = Date(timeIntervalSince1970: 1_369_353_600)

    @Test func signsThePublishedAddress() throws {
        let request = CanonicalRequest(
            method: .get, path: "/test.txt", query: [], fields: ["Host": "examplebucket.s3.amazonaws.com"],
            payload: RequestSigner.unsignedPayload)
        let query = try Self.published.signedQuery(of: request, at: Self.publishedTime, lifetimeInSeconds: 86_400)
        #expect(query.hasSuffix("=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
    }

    @Test(
        arguments: [
            (
                "/test.txt", "", ["Range": "bytes=0-9"], S3Request.emptyDigest,
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
            ),
            (
                "/", "lifecycle=", [:], S3Request.emptyDigest,
                "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
            ),
            (
                "/", "max-keys=2&prefix=J", [:], S3Request.emptyDigest,
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
            ),
            (
                "/test$file.text", "", ["Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"],
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
            ),
        ] as [(String, String, [String: String], String, String)])
    func signsThePublishedRequests(_ path: String, _ query: String, _ more: [String: String], _ digest: String, _ signature: String)
        throws
    {
        var fields: HTTPFields = ["Host": "examplebucket.s3.amazonaws.com", "x-amz-content-sha256": digest]
        for (name, value) in more { fields.append(name, value) }
        let items = try #require(PercentEncoding.pairs(ofQuery: query)).map { QueryItem(name: $0.name, value: $0.value) }
        let request = CanonicalRequest(
            method: digest == S3Request.emptyDigest ? .get : .put, path: path, query: items, fields: fields, payload: digest)
        let signed = try Self.published.signedFields(of: request, at: Self.publishedTime)
        #expect(signed["Authorization"]?.hasSuffix("Signature=\(signature)") == true)
    }

    /// The example "Transferring payload in multiple chunks": the head's signature is the seed of a chain.
    @Test func signsThePublishedChunks() throws {
        let payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        let request = CanonicalRequest(
            method: .put, path: "/examplebucket/chunkObject.txt", query: [],
            fields: [
                "Host": "s3.amazonaws.com", "x-amz-storage-class": "REDUCED_REDUNDANCY", "x-amz-content-sha256": payload,
                "Content-Encoding": "aws-chunked", "x-amz-decoded-content-length": "66560", "Content-Length": "66824",
            ], payload: payload)
        let signed = try Self.published.signedFields(of: request, at: Self.publishedTime)
        var signature = try #require(signed["Authorization"]?.split(separator: "Signature=").last.map(String.init))
        #expect(signature == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
        for (size, expected) in [
            (65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
            (1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
            (0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
        ] {
            let digest = try SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: size)).hex
            let text = [
                "AWS4-HMAC-SHA256-PAYLOAD", "20130524T000000Z", "20130524/us-east-1/s3/aws4_request", signature,
                S3Request.emptyDigest, digest,
            ].joined(separator: "\n")
            signature = try Self.published.signature(of: text, at: Self.publishedTime)
            #expect(signature == expected)
        }
    }

    @Test func neverPrintsTheKey() {
        var printed = ""
        dump(Self.published, to: &printed)
        #expect(!printed.contains("wJalr") && !"\(Self.published)".contains("wJalr"))
    }
}
