internal import HTTPClient
internal import HTTPSemantics
internal import JSON

/// Posts to webhooks as the platform does: an answer within ten seconds, else again.
struct WebhookSender: Sendable {
    let client: HTTPClient
    let timeout: Duration
    let retries: Int
    let interval: Duration

    /// - Returns: whether the webhook took it.
    func send(_ order: WebhookOrder) async -> Bool {
        var attempts = WebhookAttempts(retries: retries, interval: interval)
        while true {
            switch attempts.ended(status: await status(of: order)) {
            case .delivered: return true
            case .givenUp: return false
            case .retry(let interval):
                // Cancelled means that the simulator stops: what is not delivered by then is not delivered.
                guard (try? await Task.sleep(for: interval)) != nil else { return false }
            }
        }
    }

    private func status(of order: WebhookOrder) async -> Int? {
        let request = HTTPClient.Request(
            method: .post, url: order.url, fields: order.fields, body: order.body, timeout: timeout, maximumResponseBytes: 64 << 10)
        // What went wrong does not matter here: there was no answer.
        return try? await client.send(request).status
    }
}
