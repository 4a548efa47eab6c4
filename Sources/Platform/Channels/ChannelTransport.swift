import Attachments
public import Foundation
public import HTTPClient
import HTTPSemantics
import Observability
public import Pipeline
import Signatures

/// A message that goes to a customers' channel.
public protocol ChannelMessage: OutgoingMessage {
    /// The body of the call; each attempt sends the same bytes, but for links.
    ///
    /// - Throws: when the message that was kept is no JSON object.
    func body(for channel: Channel) throws -> [UInt8]
}

/// Takes agents' messages and cards to the customers' channels: the platform's own message with links of ours, signed by us.
public struct ChannelTransport: Sendable {
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
    public func deliver<Message: ChannelMessage>(_ delivery: Delivery<Message>) async -> DeliveryResult {
        guard let name = delivery.channel, let channel = channels[name], let url = channel.outboundURL else {
            return .refused(reason: "The message's channel has no outboundURL; set channels.<name>.outboundURL and retry.")
        }
        do {
            let body = try delivery.message.body(for: channel)
            let response = try await http.send(request(url, body, channel, key: delivery.idempotencyKey))
            return ChannelAnswer(response, from: "The channel", now: now()).deliveryResult
        } catch let error as HTTPClientError {
            return .later(reason: "The channel was not reached: \(error)", after: nil)
        } catch {
            return .refused(reason: "The message cannot be passed on: \(error)")
        }
    }

    private func request(_ url: URL, _ body: [UInt8], _ channel: Channel, key: String) throws -> HTTPClient.Request {
        var fields: HTTPFields = ["Content-Type": "application/json", "Idempotency-Key": key]
        // During a change the first secret is the new one.
        if let secret = channel.secrets.outbound.first { fields["X-Hub-Signature-256"] = try HubSignature.sign(body, with: secret) }
        return HTTPClient.Request(method: .post, url: url.absoluteString, fields: fields, body: body, timeout: .seconds(20))
    }
}

extension OutgoingForward: ChannelMessage {
    /// The platform's message with links of ours.
    public func body(for channel: Channel) throws -> [UInt8] { try ForwardedMessage(origin, files: files).json }
}

extension OutgoingCard: ChannelMessage {
    /// The card as an Open Messaging message.
    public func body(for channel: Channel) throws -> [UInt8] { PushedCard(self, integrationID: channel.integrationID).json }
}
