internal import HTTPSemantics

/// What a token has used of its rate, as every answer tells it.
struct RateReading: Sendable {
    let calls: Int
    let allowed: Int
    let secondsLeft: Int

    var fields: HTTPFields {
        [
            "inin-ratelimit-count": "\(calls)", "inin-ratelimit-allowed": "\(allowed)",
            "inin-ratelimit-reset": "\(secondsLeft)",
        ]
    }
}
