import Attachments
import Foundation
import HTTPSemantics
import Ledger
import Observability
import Signatures

extension Site {
    static let newSecret = "the-new-secret-of-the-shop"

    /// Sends a message to the channel `shop`, signed with its newest secret unless other fields are given.
    func message(
        _ body: [UInt8], type: String = "application/json", query: String = "", fields: HTTPFields? = nil,
        to channel: String = "shop"
    ) async throws -> Answer {
        var fields = try fields ?? Self.signed(body)
        fields["Content-Type"] = type
        return try await send(.post, "/channels/\(channel)/messages\(query)", fields: fields, body: body)
    }

    func message(json: String, fields: HTTPFields? = nil) async throws -> Answer {
        try await message(Array(json.utf8), fields: fields)
    }

    func message(_ form: Form) async throws -> Answer {
        try await message(form.bytes, type: "multipart/form-data; boundary=\(Form.boundary)")
    }

    static func signed(_ body: [UInt8], _ secret: String = newSecret) throws -> HTTPFields {
        ["X-Hub-Signature-256": try HubSignature.sign(body, with: Secret(secret))]
    }

    /// What is next to go out: taken and settled one after another, as a dispatcher would, until nothing is due.
    func sendOut() async throws -> [OutboxMessage] {
        var sent: [OutboxMessage] = []
        while let message = try await ledger.takeMessages(limit: 1, lease: .seconds(60)).first {
            try await ledger.commit(
                Step(
                    lease: message.lease, attachment: message.attachment?.id, message: message.origin?.id, disposition: .done))
            sent.append(message)
        }
        return sent
    }
}
