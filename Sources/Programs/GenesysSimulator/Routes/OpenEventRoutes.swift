internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Open Messaging besides messages: typing, receipts, and what customers press.
enum OpenEventRoutes {
    static let all = [
        Route(.post, inbound("event"), access: .bearer, body: .json(OpenMessagingShapes.event), action: takeEvent),
        Route(.post, inbound("receipt"), access: .bearer, body: .json(OpenMessagingShapes.receipt), action: takeReceipt),
        Route(
            .post, inbound("structured/response"), access: .bearer, body: .json(OpenMessagingShapes.response), action: takeResponse),
    ]

    private static func inbound(_ kind: String) -> PathTemplate {
        PathTemplate(stringLiteral: "/api/v2/conversations/messages/{integrationId}/inbound/open/\(kind)")
    }

    /// A channel as it came, with what the platform adds to it.
    static func channel(_ sent: JSON?, _ integrationID: String) -> JSON {
        var channel = sent?.members ?? [:]
        channel["id"] = .string(integrationID)
        channel["platform"] = "Open"
        channel["type"] = "Private"
        channel["to"] = channel["to"] ?? ["id": .string(integrationID)]
        return .object(channel)
    }

    /// `OpenEventNormalizedMessage`. Typing shows for a moment and leaves no trace.
    @Sendable private static func takeEvent(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let integration = try platform.integration(visit["integrationId"])
        return Reply(
            .ok(
                .object(present: [
                    "id": .string(platform.newMessageID()), "channel": channel(visit.body["channel"], integration.id),
                    "type": "Event",
                    "events": visit.body["events"],
                ])))
    }

    /// `OpenReceiptNormalizedMessage`. A receipt for a message that nobody knows is answered with a failure, and with status 200.
    @Sendable private static func takeReceipt(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let integration = try platform.integration(visit["integrationId"])
        let id = visit.body["id"]?.string ?? ""
        let receipt = Message.Receipt(
            status: visit.body["status"]?.string ?? "", reasons: visit.body["reasons"],
            isFinal: visit.body["isFinalReceipt"]?.bool, receivedAt: visit.now)
        let isKnown = platform.messages[id].map { $0.direction == .outbound && $0.integrationID == integration.id } ?? false
        if isKnown, let message = platform.messages.update(id, { $0.add(receipt) }) { platform.announce(message, at: visit.now) }
        let failure: JSON = [["code": "UnknownMessage", "message": "There is no such outbound message."]]
        return Reply(
            .ok(
                .object(present: [
                    "id": .string(id), "channel": channel(visit.body["channel"], integration.id), "type": "Receipt",
                    "status": isKnown ? .string(receipt.status) : "Failed", "reasons": isKnown ? receipt.reasons : failure,
                    "isFinalReceipt": receipt.isFinal.map { .bool($0) }, "direction": "Outbound",
                ])))
    }

    /// `OpenStructuredResponseNormalizedMessage`: what was pressed becomes a message of the customer's.
    @Sendable private static func takeResponse(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        let integration = try platform.integration(visit["integrationId"])
        let channel = visit.body["channel"]
        let from = channel?["from"]?["id"]?.string ?? ""
        let channelMessageID = channel?["messageId"]?.string
        let conversation = platform.conversation(with: from, on: .open, integrationID: integration.id, at: visit.now)
        var pressed = visit.body["buttonResponse"]?.members ?? [:]
        pressed["originatingMessageId"] = visit.body["originatingMessageId"]
        let content: JSON = ["contentType": "ButtonResponse", "buttonResponse": .object(pressed)]
        let known = channelMessageID.flatMap {
            platform.messages.countDelivery(integrationID: integration.id, channelMessageID: $0)
        }
        let message =
            known
            ?? Message(
                id: platform.newMessageID(), direction: .inbound, integrationID: integration.id, conversationID: conversation.id,
                channelMessageID: channelMessageID, from: from, to: integration.id, text: pressed["text"]?.string,
                author: .customer,
                structured: [content], sender: channel?["from"], receivedAt: visit.now)
        if known == nil { platform.post(message, at: visit.now) }
        return Reply(
            .ok([
                "id": .string(message.id), "channel": Self.channel(channel, integration.id), "type": "Structured",
                "content": [content], "direction": "Inbound",
            ]))
    }
}
