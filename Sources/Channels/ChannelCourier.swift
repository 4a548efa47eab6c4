import Attachments
public import Foundation
public import HTTPClient
import HTTPSemantics
import Observability
public import Pipeline
import Signatures

/// Takes agents' messages to the customers' channels: the platform's own message with links of ours, signed by us.
public struct ChannelCourier: Courier {
    private let channels: LiveChannels
    private let http: HTTPClient
    private let now: @Sendable () -> Date

    /// Delivers to the configured channels, by name.
    ///
    /// - Parameter now: what a `Retry-After` with a date is measured from.
    public init(_ channels: LiveChannels, http: HTTPClient, now: @escaping @Sendable () -> Date = { Date() }) {
        self.channels = channels
        self.http = http
        self.now = now
    }

    /// Makes one attempt. The message's identifier goes with it as `Idempotency-Key`, so that the channel can tell a repetition.
    public func deliver(_ parcel: Parcel) async -> CourierAnswer {
        guard case .forward(let message, let files) = parcel.contents else {
            return .refused(reason: "Channels take agents' messages, and nothing else.")
        }
        guard let name = parcel.channel, let channel = channels[name], let url = channel.outboundURL else {
            return .refused(reason: "The message's channel has no outboundURL; set channels.<name>.outboundURL and retry.")
        }
        do {
            let body = try ForwardedMessage(message, files: files).json
            return answer(try await http.send(request(url, body, channel, key: parcel.idempotencyKey)))
        } catch let error as HTTPClientError {
            return .later(reason: "The channel was not reached: \(error)", after: nil)
        } catch {
            return .refused(reason: "The message cannot be passed on: \(error)")
        }
    }

    private func request(_ url: URL, _ body: [UInt8], _ channel: Channel, key: String) throws -> HTTPClient.Request {
        var fields: HTTPFields = ["Content-Type": "application/json", "Idempotency-Key": key]
        // During a change the first secret is the new one.
        if let secret = channel.secrets.first { fields["X-Hub-Signature-256"] = try HubSignature.sign(body, with: secret) }
        return HTTPClient.Request(method: .post, url: url.absoluteString, fields: fields, body: body, timeout: .seconds(20))
    }

    private func answer(_ response: HTTPClient.Response) -> CourierAnswer {
        switch response.status {
        case 200..<300: return .delivered(remoteID: nil, detail: "Passed on to the channel.")
        case 408, 425, 429, 500...: return .later(reason: "The channel answered \(response.status).", after: wait(response.fields))
        default: return .refused(reason: "The channel answered \(response.status).")
        }
    }

    private func wait(_ fields: HTTPFields) -> Duration? {
        let now = now()
        return fields["Retry-After"].flatMap { RetryAfter($0, now: now) }.map { min($0.delay(from: now), Self.longestWait) }
    }

    private static let longestWait = Duration.seconds(3600)
}
