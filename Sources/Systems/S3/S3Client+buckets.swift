internal import Crypto
internal import HTTPClient
internal import HTTPSemantics

extension S3Client {
    /// Makes a bucket: for tests and benchmarks. Operators make theirs themselves, with the policies that belong to them.
    package func createBucket(_ name: String) async throws {
        try await send(S3Request(.put, name)) { _, _ in }
    }

    /// Has a bucket keep what is deleted as old versions: for tests of what we say to that.
    package func keepVersions(in bucket: String) async throws {
        let body = Array("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>".utf8)
        var request = S3Request(.put, bucket)
        request.query = [QueryItem(name: "versioning")]
        request.content = .bytes(body)
        request.digest = try SHA256.hash(body).hex
        try await send(request) { _, _ in }
    }
}
