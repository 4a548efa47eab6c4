public import Foundation
public import HTTPClient
import HTTPSemantics
public import Pipeline
public import Signatures

/// Tells the receiver of reports what became of cards; signed by Standard Webhooks where there is a secret.
public struct ReportTransport: Sendable {
    private let url: URL
    private let signatures: StandardWebhooks?
    private let http: HTTPClient
    private let now: @Sendable () -> Date

    /// Reports to one address.
    ///
    /// - Parameter now: the time that signatures carry.
    public init(to url: URL, signatures: StandardWebhooks?, http: HTTPClient, now: @escaping @Sendable () -> Date = { Date() }) {
        self.url = url
        self.signatures = signatures
        self.http = http
        self.now = now
    }

    /// Makes one attempt; `webhook-id` is the same for every one.
    public func deliver(_ delivery: Delivery<OutgoingReport>) async -> DeliveryResult {
        do {
            let body = Array(delivery.message.json.utf8)
            var fields: HTTPFields = ["Content-Type": "application/json"]
            // No dot may stand in it.
            let id = "msg_" + delivery.idempotencyKey.replacing(".", with: "_")
            for field in try signatures?.sign(body, id: id, at: now()).all ?? [] { fields[field.name] = field.value }
            let request = HTTPClient.Request(
                method: .post, url: url.absoluteString, fields: fields, body: body, timeout: .seconds(5),
                maximumResponseBytes: 65_536)
            return ChannelAnswer(try await http.send(request), from: "The receiver of reports", now: now()).deliveryResult
        } catch {
            return .later(reason: "The receiver of reports was not reached: \(error)", after: nil)
        }
    }
}
