internal import Foundation
internal import HTTPSemantics

/// Calls that tutorials use and the real platform does not have.
enum TutorialRoutes {
    static let all = [
        Route(
            .post, "/api/v2/conversations/messaging/{conversationId}/messages", access: .bearer,
            body: .json(.object(required: ["type": .oneOf(["text"], type: "type"), "text": .text(1...2000, .any)])), action: reply)
    ]

    /// Writes to the customer of a conversation. Any id is taken: the tutorials' conversations begin outside of what is simulated.
    @Sendable private static func reply(_ platform: inout Platform, _ visit: Route.Visit) -> Reply {
        let conversationID = visit["conversationId"]
        let inbound = platform.messages.filter { $0.conversationID == conversationID && $0.direction == .inbound }.last
        let message = Message(
            id: platform.newMessageID(), direction: .outbound, integrationID: inbound?.integrationID,
            conversationID: conversationID,
            channelMessageID: nil, from: inbound?.to, to: inbound?.from, text: visit.body["text"]?.string, receivedAt: visit.now)
        platform.messages.append(message)
        return Reply(
            .ok(
                .object(present: [
                    "id": .string(message.id), "conversationId": .string(conversationID), "type": "text",
                    "text": visit.body["text"],
                ])))
    }
}
