internal import Foundation
internal import JSON

/// Conversations in the shapes of the platform's API and of its events.
extension Platform {
    /// `MessageConversation`: one line for each participant.
    func messageConversation(_ conversation: Conversation) -> JSON {
        .object(present: [
            "id": .string(conversation.id),
            "participants": .array(
                conversation.participants.map { participant in
                    let messages = messages(of: participant, in: conversation).map(messageDetails)
                    return .object(
                        line(participant, conversation).merging(["messages": .array(messages)]) { _, new in new })
                }),
            "otherMediaUris": [],
            "selfUri": .string("/api/v2/conversations/messages/\(conversation.id)"),
        ])
    }

    /// `Conversation`: participants with their communications, and the messages in these.
    func wholeConversation(_ conversation: Conversation) -> JSON {
        .object(present: [
            "id": .string(conversation.id),
            "startTime": .string(conversation.startTime.platformTime),
            "endTime": conversation.endTime.map { .string($0.platformTime) },
            "address": .string(conversation.address),
            "participants": .array(
                conversation.participants.map { participant in
                    let messages = messages(of: participant, in: conversation).map(messageDetails)
                    return wholeParticipant(participant, conversation, messages: .array(messages))
                }),
            "selfUri": .string("/api/v2/conversations/\(conversation.id)"),
        ])
    }

    /// The body of `…conversations.messages` events; they repeat the list of messages, here the newest.
    func messageEvent(_ conversation: Conversation) -> JSON {
        .object(present: [
            "id": .string(conversation.id),
            "participants": .array(
                conversation.participants.map { participant in
                    let messages = newestMessages(of: participant, in: conversation).map(referringMessage)
                    return .object(
                        line(participant, conversation).merging(["messages": .array(messages)]) { _, new in new })
                }),
            "otherMediaUris": [],
        ])
    }

    /// The body of `…conversations` events, in which messages stand one level deeper.
    func conversationEvent(_ conversation: Conversation) -> JSON {
        .object(present: [
            "id": .string(conversation.id),
            "startTime": .string(conversation.startTime.platformTime),
            "endTime": conversation.endTime.map { .string($0.platformTime) },
            "participants": .array(
                conversation.participants.map { participant in
                    let messages = newestMessages(of: participant, in: conversation).map(namedMessage)
                    return wholeParticipant(participant, conversation, messages: .array(messages))
                }),
        ])
    }

    /// Oldest first.
    func messages(of participant: Participant, in conversation: Conversation) -> [Message] {
        conversation.messageIDs.compactMap { messages[$0] }.filter { $0.author.purpose == participant.purpose }
    }

    /// An event grows with its conversation, and a conversation can be long: so many of its messages at most are looked at.
    private func newestMessages(of participant: Participant, in conversation: Conversation) -> [Message] {
        conversation.messageIDs.suffix(100).compactMap { messages[$0] }.filter { $0.author.purpose == participant.purpose }
    }

    /// `QueueConversationMessageEventTopicMessageDetails`: the message is a reference.
    private func referringMessage(_ message: Message) -> JSON {
        eventMessage(message, ["message": ["id": .string(message.id)]])
    }

    /// `QueueConversationEventTopicMessageDetails`: the message is named by its identifier.
    private func namedMessage(_ message: Message) -> JSON { eventMessage(message, ["messageId": .string(message.id)]) }

    /// Neither kind of event has the address that the API gives.
    private func eventMessage(_ message: Message, _ name: [String: JSON]) -> JSON {
        let common = (messageDetails(message).members ?? [:]).filter { !["messageId", "messageURI"].contains($0.key) }
        return .object(common.merging(name) { _, new in new }.merging(["stickers": []]) { old, _ in old })
    }

    private func line(_ participant: Participant, _ conversation: Conversation) -> [String: JSON] {
        let isAgent = participant.purpose == .agent
        let members = JSON.object(present: [
            "id": .string(participant.id),
            "name": .string(participant.name),
            "address": .string(conversation.address),
            "startTime": .string(participant.connectedTime.platformTime),
            "connectedTime": .string(participant.connectedTime.platformTime),
            "endTime": conversation.endTime.map { .string($0.platformTime) },
            "purpose": .string(participant.purpose.rawValue),
            "state": conversation.isOver ? "disconnected" : "connected",
            "direction": isAgent ? "outbound" : "inbound",
            "queue": ["id": .string(PlatformConfiguration.demoQueueID)],
            "user": isAgent ? ["id": .string(PlatformConfiguration.demoUserID)] : nil,
            "attributes": .object(participant.attributes.mapValues { .string($0) }),
            "externalContact": participant.purpose == .customer ? conversation.externalContactID.map { ["id": .string($0)] } : nil,
            "provider": "PureCloud Messaging",
            "type": .string(conversation.messenger.rawValue),
        ])
        return members.members ?? [:]
    }

    private func wholeParticipant(_ participant: Participant, _ conversation: Conversation, messages: JSON) -> JSON {
        let isAgent = participant.purpose == .agent
        let communication = JSON.object(present: [
            "id": .string(participant.communicationID),
            "state": conversation.isOver ? "disconnected" : "connected",
            "direction": isAgent ? "outbound" : "inbound",
            "connectedTime": .string(participant.connectedTime.platformTime),
            "disconnectedTime": conversation.endTime.map { .string($0.platformTime) },
            "provider": "PureCloud Messaging",
            "type": .string(conversation.messenger.rawValue),
            "messages": messages,
        ])
        return .object(present: [
            "id": .string(participant.id),
            "name": .string(participant.name),
            "address": .string(conversation.address),
            "startTime": .string(participant.connectedTime.platformTime),
            "connectedTime": .string(participant.connectedTime.platformTime),
            "endTime": conversation.endTime.map { .string($0.platformTime) },
            "purpose": .string(participant.purpose.rawValue),
            "queueId": .string(PlatformConfiguration.demoQueueID),
            "userId": isAgent ? .string(PlatformConfiguration.demoUserID) : nil,
            "externalContactId": participant.purpose == .customer ? conversation.externalContactID.map { .string($0) } : nil,
            "attributes": .object(participant.attributes.mapValues { .string($0) }),
            "messages": [communication],
        ])
    }
}

extension Message.Author {
    /// Who of a conversation's participants shows the message.
    var purpose: Participant.Purpose {
        switch self {
        case .customer: .customer
        case .agent: .agent
        case .program: .acd
        }
    }
}
