internal import Crypto
internal import HTTPClient
internal import HTTPSemantics

/// Fetches attachments as the platform would: one plain `GET`, no redirects, within a time and a size.
struct MediaFetcher: Sendable {
    let client: HTTPClient
    let timeout: Duration

    /// Fetches one; what goes wrong is part of the result. The bytes are empty unless all is well.
    func fetch(_ order: MediaOrder) async -> (FetchedMedia, bytes: [UInt8]) {
        let request = HTTPClient.Request(url: order.url, timeout: timeout, maximumResponseBytes: order.maximumBytes)
        do {
            return try await client.stream(request) { head, body in
                if let refused = order.refuse(status: head.status, fields: head.fields) { return (refused, []) }
                return await read(body, head)
            }
        } catch {
            return (FetchedMedia(.failed, error: "\(error)"), [])
        }
    }

    private func read(_ body: ResponseBody, _ head: ResponseHead) async -> (FetchedMedia, bytes: [UInt8]) {
        var bytes: [UInt8] = []
        var fetched = FetchedMedia(.ok)
        fetched.status = head.status
        fetched.contentType = head.fields["Content-Type"]
        do {
            for try await piece in body { bytes += piece }
            fetched.bytes = bytes.count
            fetched.sha256 = try SHA256.hash(bytes).hex
        } catch {
            fetched.state = .failed
            fetched.error = "\(error)"
            bytes = []
        }
        return (fetched, bytes)
    }
}
