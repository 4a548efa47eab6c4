internal import Crypto
internal import Foundation
internal import HTTPSemantics
internal import JSON

/// What goes out to customers of an Open Messaging integration.
extension Platform {
    /// Sends a message on. One with a file that the profile does not let out is not sent, and has failed.
    mutating func sendOut(_ message: Message, at now: Date) {
        guard message.messenger == .open, let integration = message.integrationID.flatMap({ integrations[$0] }) else {
            return setStatus(.sent, of: message.id)
        }
        if let mime = message.attachment?.mime.flatMap({ MediaType($0) }), !profile(of: integration).letsOut(mime) {
            return setStatus(.failed, of: message.id)
        }
        guard order(normalizedOutbound(message, integration), for: message, integration, isMessage: true) else {
            return setStatus(.sent, of: message.id)
        }
        setStatus(.queued, of: message.id)
    }

    /// Tells the channel what became of a customer's message.
    mutating func sendReceipt(for message: Message, at now: Date) {
        guard message.direction == .inbound, message.messenger == .open,
            let integration = message.integrationID.flatMap({ integrations[$0] })
        else { return }
        let hasFailed = message.attachment?.fetched.state == .failed
        let reasons: JSON = hasFailed ? [["code": "GeneralError", "message": "The attachment could not be fetched."]] : []
        let receipt = JSON.object([
            "id": .string(message.channelMessageID ?? message.id), "channel": outboundChannel(message, integration, at: now),
            "type": "Receipt", "status": hasFailed ? "Failed" : "Published", "isFinalReceipt": true, "reasons": reasons,
            "direction": "Outbound",
        ])
        _ = order(receipt, for: message, integration, isMessage: false)
    }

    /// Takes note of whether a webhook took what was posted.
    mutating func record(isDelivered: Bool, of order: WebhookOrder) {
        guard order.isMessage, let message = messages[order.messageID], message.status == .queued else { return }
        setStatus(isDelivered ? .sent : .failed, of: order.messageID)
    }

    private mutating func setStatus(_ status: Message.Status, of id: String) {
        guard let message = messages.update(id, { $0.status = status }) else { return }
        if let conversation = conversations[message.conversationID] { announce(conversation) }
    }

    /// - Returns: `false` when there is nowhere to post to.
    private mutating func order(_ json: JSON, for message: Message, _ integration: Integration, isMessage: Bool) -> Bool {
        guard let url = integration.webhookURL else { return false }
        let body = json.bytes
        var fields: HTTPFields = ["Content-Type": "application/json"]
        for (name, value) in integration.webhookHeaders.sorted(by: { $0.key < $1.key }) { fields[name] = value }
        if let secret = integration.webhookSecret, let signature = Self.signature(of: body, secret) {
            fields["X-Hub-Signature-256"] = signature
        }
        effects.append(.notify(WebhookOrder(messageID: message.id, url: url, fields: fields, body: body, isMessage: isMessage)))
        return true
    }

    private static func signature(of body: [UInt8], _ secret: String) -> String? {
        guard let code = try? HMACSHA256.authenticate(key: Array(secret.utf8), message: body) else { return nil }
        return "sha256=" + Data(code.bytes).base64EncodedString()
    }

    /// `OpenOutboundNormalizedMessage`.
    private func normalizedOutbound(_ message: Message, _ integration: Integration) -> JSON {
        let normalized = normalized(message).members ?? [:]
        return .object(
            normalized.merging([
                "channel": outboundChannel(message, integration, at: message.receivedAt),
                "conversationId": .string(message.conversationID),
                "content": normalized["content"] ?? [], "reasons": [], "relatedMessages": [],
            ]) { _, new in new })
    }

    private func outboundChannel(_ message: Message, _ integration: Integration, at now: Date) -> JSON {
        let customer = message.direction == .outbound ? message.to : message.from
        return [
            "id": .string(integration.id), "platform": "Open", "type": "Private",
            "messageId": .string(message.channelMessageID ?? message.id),
            "to": ["id": .string(customer ?? ""), "idType": "Opaque"],
            "from": ["nickname": .string(integration.name), "id": .string(integration.id), "idType": "Opaque"],
            "time": .string(now.platformTime),
        ]
    }
}
