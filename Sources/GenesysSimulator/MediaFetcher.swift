internal import Crypto
internal import HTTPClient
internal import HTTPSemantics

/// Fetches attachments as the platform would: one plain `GET`, no redirects, within a time and a size.
struct MediaFetcher: Sendable {
    let client: HTTPClient
    let timeout: Duration

    /// Fetches one; what goes wrong is part of the result.
    func fetch(_ order: MediaOrder) async -> FetchedMedia {
        let request = HTTPClient.Request(url: order.url, timeout: timeout, maximumResponseBytes: order.maximumBytes)
        do {
            return try await client.stream(request) { head, body in
                if let refused = order.refuse(status: head.status, fields: head.fields) { return refused }
                return await read(body, head)
            }
        } catch {
            return FetchedMedia(.failed, error: "\(error)")
        }
    }

    private func read(_ body: ResponseBody, _ head: ResponseHead) async -> FetchedMedia {
        var fetched = FetchedMedia(.ok)
        fetched.status = head.status
        fetched.contentType = head.fields["Content-Type"]
        do {
            var hasher = SHA256()
            var bytes = 0
            for try await piece in body {
                hasher.update(piece)
                bytes += piece.count
            }
            fetched.bytes = bytes
            fetched.sha256 = try hasher.finalize().hex
        } catch {
            fetched.state = .failed
            fetched.error = "\(error)"
        }
        return fetched
    }
}
