import Foundation
import HTTPClient
import HTTPSemantics
import Pipeline

/// What a receiver of ours means by its answer. Pure.
struct ChannelAnswer {
    private let response: HTTPClient.Response
    private let name: String
    private let now: Date

    private static let longestWait = Duration.seconds(3600)

    /// - Parameters:
    ///   - name: who has answered, at the beginning of a sentence.
    ///   - now: what a `Retry-After` with a date is measured from.
    init(_ response: HTTPClient.Response, from name: String, now: Date) {
        self.response = response
        self.name = name
        self.now = now
    }

    var deliveryResult: DeliveryResult {
        switch response.status {
        case 200..<300: .delivered(remoteID: nil, detail: "\(name) has taken it.")
        case 408, 425, 429, 500...: .later(reason: "\(name) answered \(response.status).", after: wait)
        default: .refused(reason: "\(name) answered \(response.status).")
        }
    }

    private var wait: Duration? {
        response.fields["Retry-After"].flatMap { RetryAfter($0, now: now) }.map { min($0.delay(from: now), Self.longestWait) }
    }
}
