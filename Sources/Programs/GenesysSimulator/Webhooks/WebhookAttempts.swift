/// The attempts at one post: how often, how far apart, and after which answers there is another.
struct WebhookAttempts: Sendable {
    enum Next: Sendable, Hashable {
        case delivered
        case retry(after: Duration)
        case givenUp
    }

    private let interval: Duration
    private var left: Int

    init(retries: Int, interval: Duration) {
        left = retries
        self.interval = interval
    }

    /// - Parameter status: the answer's; `nil` when none came in time.
    mutating func ended(status: Int?) -> Next {
        if let status, 200...299 ~= status { return .delivered }
        let isTransient = status.map { $0 == 429 || $0 >= 500 } ?? true
        guard isTransient, left > 0 else { return .givenUp }
        left -= 1
        return .retry(after: interval)
    }
}
