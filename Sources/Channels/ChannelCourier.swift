import Attachments
public import Foundation
public import HTTPClient
import HTTPSemantics
import Observability
public import Pipeline
import Signatures

/// Takes agents' messages and cards to the customers' channels: the platform's own message with links of ours, signed by us.
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
        guard let name = parcel.channel, let channel = channels[name], let url = channel.outboundURL else {
            return .refused(reason: "The message's channel has no outboundURL; set channels.<name>.outboundURL and retry.")
        }
        do {
            let body = try Self.body(of: parcel.contents, for: channel)
            let response = try await http.send(request(url, body, channel, key: parcel.idempotencyKey))
            return ChannelAnswer(response, from: "The channel", now: now()).courierAnswer
        } catch let error as HTTPClientError {
            return .later(reason: "The channel was not reached: \(error)", after: nil)
        } catch {
            return .refused(reason: "The message cannot be passed on: \(error)")
        }
    }

    /// - Throws: when the message that was kept is no JSON object, or is nothing for channels.
    private static func body(of contents: Parcel.Contents, for channel: Channel) throws -> [UInt8] {
        switch contents {
        case .forward(let message, let files): try ForwardedMessage(message, files: files).json
        case .card(let card): PushedCard(card, integrationID: channel.integrationID).json
        default: throw CocoaError(.featureUnsupported)
        }
    }

    private func request(_ url: URL, _ body: [UInt8], _ channel: Channel, key: String) throws -> HTTPClient.Request {
        var fields: HTTPFields = ["Content-Type": "application/json", "Idempotency-Key": key]
        // During a change the first secret is the new one.
        if let secret = channel.secrets.outbound.first { fields["X-Hub-Signature-256"] = try HubSignature.sign(body, with: secret) }
        return HTTPClient.Request(method: .post, url: url.absoluteString, fields: fields, body: body, timeout: .seconds(20))
    }
}
