internal import Foundation
internal import JSON

/// What those who listen are told.
extension Platform {
    /// Hands on what the hub wants done with its sockets.
    mutating func perform(_ actions: [NotificationHub.Action]) { effects += actions.map { .socket($0) } }

    /// A message came, went, or changed.
    mutating func announce(_ message: Message, at now: Date) {
        if let conversation = conversations[message.conversationID] { announce(conversation) }
        guard message.messenger == .webmessaging, message.direction == .inbound, message.status == .received,
            let mediaID = message.attachment?.mediaID
        else { return }
        publishUpload(mediaID, of: message, at: now)
    }

    /// Something of a conversation changed.
    mutating func announce(_ conversation: Conversation) {
        let ids = ["routing.queues.\(PlatformConfiguration.demoQueueID)", "users.\(PlatformConfiguration.demoUserID)"]
        for id in ids {
            publish("v2.\(id).conversations.messages") { $0.messageEvent(conversation) }
            publish("v2.\(id).conversations") { $0.conversationEvent(conversation) }
        }
    }

    mutating func announceStart(of conversation: Conversation, at now: Date) {
        for (event, participant) in [
            ("customer.start", conversation.customer), ("acd.start", conversation.acd), ("user.start", conversation.agent),
        ] {
            announceDetail(event, participant, conversation, at: now)
        }
    }

    mutating func announceEnd(of conversation: Conversation, at now: Date) {
        announceDetail("customer.end", conversation.customer, conversation, at: now)
        announceDetail("user.end", conversation.agent, conversation, at: now)
        announce(conversation)
    }

    mutating func announceAttributes(of participant: Participant, in conversation: Conversation, at now: Date) {
        announceDetail("attributes", participant, conversation, at: now)
        announce(conversation)
    }

    private mutating func announceDetail(_ event: String, _ participant: Participant, _ conversation: Conversation, at now: Date) {
        publish("v2.detail.events.conversation.\(conversation.id).\(event)") { _ in
            .object(present: [
                "eventTime": .integer(Int(now.timeIntervalSince1970 * 1000)),
                "conversationId": .string(conversation.id),
                "participantId": .string(participant.id),
                "sessionId": .string(participant.communicationID),
                "mediaType": "MESSAGE",
                "messageType": .string(conversation.messenger.rawValue.uppercased()),
                "attributes": event == "attributes" ? .object(participant.attributes.mapValues { .string($0) }) : nil,
            ])
        }
    }

    private mutating func publishUpload(_ mediaID: String, of message: Message, at now: Date) {
        let eventType = "conversation.media.upload"
        let event: JSON = [
            "eventType": .string(eventType), "conversation": ["id": .string(message.conversationID)],
            "media": [
                "id": .string(mediaID), "downloadUrl": .string(links.url(of: mediaID, at: now)),
                "filename": .string(message.attachment?.filename ?? ""),
            ],
        ]
        deliver(eventType) { $0.publish(eventType: eventType, event) }
    }

    /// Bodies are made only for those who listen.
    private mutating func publish(_ topic: String, _ body: (Platform) -> JSON) {
        guard hub.hasListeners(topic) else { return }
        let body = body(self)
        let correlationID = newConversationID()
        deliver(topic) { $0.publish(topic, body, correlationID: correlationID) }
    }

    /// Delivers an event, unless a fault has other plans.
    private mutating func deliver(_ topic: String, _ publish: (NotificationHub) -> [NotificationHub.Action]) {
        switch faults.take(topic: topic) {
        case nil: perform(publish(hub))
        case .lost: break
        case .duplicated: perform(publish(hub) + publish(hub))
        case .socketDropped: perform(hub.dropAll(code: 1006))
        case .socketClosing: perform(publish(hub) + hub.warn())
        }
    }
}
