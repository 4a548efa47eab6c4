internal import Foundation
internal import HTTPSemantics
internal import JSON

/// Conversations and their messages, read; participants' attributes; hanging up; conversations that an agent begins.
enum ConversationRoutes {
    static let all = [
        // The user's own, all of them: no parameters, and nothing for a token without a user.
        Route(.get, "/api/v2/conversations/messages", access: .user) { platform, _ in
            Reply(.ok(usersConversations(platform.messageConversation, platform, uri: "/api/v2/conversations/messages")))
        },
        Route(.get, "/api/v2/conversations", access: .user) { platform, _ in
            Reply(.ok(usersConversations(platform.wholeConversation, platform, uri: "/api/v2/conversations")))
        },
        Route(.get, "/api/v2/conversations/messages/{conversationId}", access: .bearer) { platform, visit throws(Refusal) in
            Reply(.ok(platform.messageConversation(try find(visit, platform))))
        },
        Route(.get, "/api/v2/conversations/{conversationId}", access: .bearer) { platform, visit throws(Refusal) in
            Reply(.ok(platform.wholeConversation(try find(visit, platform))))
        },
        Route(.get, "/api/v2/conversations/messages/{conversationId}/messages/{messageId}", access: .bearer) {
            platform, visit throws(Refusal) in
            guard let message = platform.messages[visit["messageId"]], message.conversationID == visit["conversationId"] else {
                throw .notFound
            }
            return Reply(.ok(platform.messageData(message)))
        },
        Route(.get, "/api/v2/conversations/messages/{messageId}/details", access: .bearer) { platform, visit throws(Refusal) in
            guard let message = platform.messages[visit["messageId"]] else { throw .notFound }
            return Reply(.ok(platform.messageData(message)))
        },
        Route(
            .post, "/api/v2/conversations/messages/{conversationId}/messages/bulk", access: .bearer,
            body: .json(.list(of: .filledText, count: 1...1000)), action: readBulk),
        Route(
            .patch, "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/attributes", access: .bearer,
            body: .json(attributes)
        ) { platform, visit throws(Refusal) in
            let participant = try setAttributes(visit, &platform)
            return Reply(.ok(["attributes": .object(participant.attributes.mapValues { .string($0) })]))
        },
        Route(
            .patch, "/api/v2/conversations/{conversationId}/participants/{participantId}/attributes", access: .bearer,
            body: .json(attributes)
        ) { platform, visit throws(Refusal) in
            _ = try setAttributes(visit, &platform)
            return Reply(.noContent)
        },
        Route(
            .patch, "/api/v2/conversations/messages/{conversationId}", access: .bearer, body: .json(state),
            action: disconnect),
        Route(
            .patch, "/api/v2/conversations/messages/{conversationId}/participants/{participantId}", access: .bearer,
            body: .json(state)
        ) { platform, visit throws(Refusal) in
            let participants = try find(visit, platform).participants
            guard participants.contains(where: { $0.id == visit["participantId"] }) else { throw .notFound }
            _ = try disconnect(&platform, visit)
            return Reply(.noContent)
        },
        Route(
            .post, "/api/v2/conversations/messages", access: .bearer, body: .json(.either(begin, TutorialRoutes.link)),
            action: create),
    ]

    private static let attributes = Shape.object(required: ["attributes": .textByName])
    private static let state = Shape.object(
        required: ["state": .oneOf(["disconnected"], type: "state")], optional: ["id": .filledText])

    /// `CreateOutboundMessagingConversationRequest`.
    private static let begin = Shape.object(
        required: [
            "queueId": .filledText,
            "toAddressMessengerType": .oneOf(
                ["sms", "whatsapp", "open", "facebook", "instagram", "apple"], type: "toAddressMessengerType"),
        ],
        optional: [
            "toAddress": .filledText, "useExistingConversation": .flag, "externalContactId": .filledText,
            "useUserFromAddress": .flag,
        ])

    private static func usersConversations(_ shape: (Conversation) -> JSON, _ platform: Platform, uri: String) -> JSON {
        let open = platform.conversations.all.filter { !$0.isOver }
        return [
            "entities": .array(open.map(shape)), "pageSize": .integer(open.count), "pageNumber": 1,
            "total": .integer(open.count), "pageCount": 1, "selfUri": .string(uri),
        ]
    }

    private static func find(_ visit: Route.Visit, _ platform: Platform) throws(Refusal) -> Conversation {
        guard let conversation = platform.conversations[visit["conversationId"]] else { throw .notFound }
        return conversation
    }

    @Sendable private static func readBulk(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        _ = try find(visit, platform)
        let messages = (visit.body.array ?? []).compactMap { $0.string.flatMap { platform.messages[$0] } }
            .filter { $0.conversationID == visit["conversationId"] }
        return Reply(.ok(["entities": .array(messages.map { platform.messageData($0) })]))
    }

    private static func setAttributes(_ visit: Route.Visit, _ platform: inout Platform) throws(Refusal) -> Participant {
        let new = visit.body["attributes"]?.members?.compactMapValues(\.string) ?? [:]
        let participant = try platform.conversations.update(visit["conversationId"]) { conversation throws(Refusal) in
            try conversation.merge(new, into: visit["participantId"])
        }
        platform.announceAttributes(of: participant, in: try find(visit, platform), at: visit.now)
        return participant
    }

    @Sendable private static func disconnect(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        try platform.conversations.update(visit["conversationId"]) { $0.end(at: visit.now) }
        let conversation = try find(visit, platform)
        platform.announceEnd(of: conversation, at: visit.now)
        return Reply(.ok(platform.wholeConversation(conversation)))
    }

    /// Begins a conversation for an agent; the tutorials use the same path to send a link.
    @Sendable private static func create(_ platform: inout Platform, _ visit: Route.Visit) throws(Refusal) -> Reply {
        guard visit.body["queueId"] != nil else { return TutorialRoutes.sendLink(&platform, visit) }
        guard let address = visit.body["toAddress"]?.string ?? visit.body["externalContactId"]?.string else {
            throw .missing("toAddress")
        }
        let messenger = Messenger(rawValue: visit.body["toAddressMessengerType"]?.string ?? "") ?? .open
        let integrationID = messenger == .open ? platform.integrations.all.first?.id : nil
        let joins = visit.body["useExistingConversation"]?.bool ?? false
        let current = joins ? platform.conversations.current(of: address, with: integrationID, on: messenger) : nil
        let conversation =
            current
            ?? platform.beginConversation(
                id: platform.newConversationID(), with: address, on: messenger, integrationID: integrationID, at: visit.now)
        return Reply(
            .ok(["id": .string(conversation.id), "selfUri": .string("/api/v2/conversations/messages/\(conversation.id)")]))
    }
}
