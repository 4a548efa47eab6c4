import Attachments
public import Foundation
public import HTTPClient
import HTTPSemantics
public import Observability
public import Pipeline
import Signatures

/// The outcome webhook: tells the operator's own systems what became of attachments, by a `POST` of the attachment as `GET /attachments/{id}` shows it, signed by
/// Standard Webhooks' fields.
public struct HandoverTransport: Sendable {
    /// Makes the body of a call.
    public typealias Writer = @Sendable (OutgoingHandover) throws -> [UInt8]

    private let url: URL
    private let signer: StandardWebhooks
    private let http: HTTPClient
    private let write: Writer
    private let now: @Sendable () -> Date

    /// Calls an address.
    ///
    /// `nil` when there is no secret, or one cannot be used.
    /// - Parameter now: what calls are dated by, and a `Retry-After` with a date is measured from.
    public init?(
        _ url: URL, secrets: [Secret], http: HTTPClient, now: @escaping @Sendable () -> Date = { Date() }, write: @escaping Writer
    ) {
        guard let signer = StandardWebhooks(secrets: secrets) else { return nil }
        self.url = url
        self.signer = signer
        self.http = http
        self.write = write
        self.now = now
    }

    /// Makes one attempt. `webhook-id` is the same at every one, so that the other side can tell a repetition.
    public func deliver(_ delivery: Delivery<OutgoingHandover>) async -> DeliveryResult {
        do {
            let body = try write(delivery.message)
            var fields = try signer.sign(body, id: delivery.idempotencyKey, at: now())
            fields["Content-Type"] = "application/json"
            return answer(
                try await http.send(
                    HTTPClient.Request(
                        method: .post, url: url.absoluteString, fields: fields, body: body, timeout: .seconds(20),
                        maximumResponseBytes: 64 << 10)))
        } catch let error as HTTPClientError {
            return .later(reason: "handover.url was not reached: \(error)", after: nil)
        } catch {
            return .refused(reason: "The hand-over cannot be written: \(error)")
        }
    }

    /// Whatever the other side answers but success may be mended there: it is told again, for about a day.
    private func answer(_ response: HTTPClient.Response) -> DeliveryResult {
        switch response.status {
        case 200..<300: return .delivered(remoteID: nil, detail: "Handed over.")
        case 410: return .skipped(reason: "The hand-over is not wanted any more: handover.url answered 410.")
        default:
            let asked = response.fields["Retry-After"].flatMap { RetryAfter($0, now: now()) }?.delay(from: now())
            return .later(reason: "handover.url answered \(response.status).", after: asked.map { min($0, .seconds(3600)) })
        }
    }
}
