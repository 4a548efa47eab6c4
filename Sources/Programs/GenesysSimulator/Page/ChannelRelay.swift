internal import Crypto
internal import Foundation
internal import HTTPClient
internal import HTTPSemantics
internal import JSON

/// Brings messages to a channel of the gateway's, as the customer's own channel would: signed with its secret.
struct ChannelRelay: Sendable {
    let client: HTTPClient

    /// The gateway's answer; 502 when there is none.
    func send(_ order: RelayOrder) async -> Answer {
        do {
            let code = try HMACSHA256.authenticate(key: Array(order.secret.utf8), message: order.body)
            let fields: HTTPFields = [
                "Content-Type": order.contentType, "X-Hub-Signature-256": "sha256=" + Data(code.bytes).base64EncodedString(),
            ]
            let response = try await client.send(
                HTTPClient.Request(method: .post, url: order.url, fields: fields, body: order.body, timeout: .seconds(60)))
            var answer = Answer(status: response.status)
            answer.content = Answer.Content(type: response.fields["Content-Type"] ?? "application/json", bytes: response.body)
            return answer
        } catch {
            return Answer(status: 502, body: ["message": "The gateway cannot be reached: \(error)"])
        }
    }
}
