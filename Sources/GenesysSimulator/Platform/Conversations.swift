/// Who talks with which integration in which conversation; one lives as long as any of its messages is kept.
struct Conversations: Sendable {
    private struct Key: Hashable {
        let integrationID: String
        let address: String
    }

    private struct Conversation {
        let id: String
        var messages: Int
    }

    private var byParties: [Key: Conversation] = [:]

    func id(of address: String, with integrationID: String) -> String? {
        byParties[Key(integrationID: integrationID, address: address)]?.id
    }

    mutating func add(_ message: Message) {
        guard let key = Self.key(of: message) else { return }
        byParties[key, default: Conversation(id: message.conversationID, messages: 0)].messages += 1
    }

    mutating func remove(_ message: Message) {
        guard let key = Self.key(of: message), var conversation = byParties[key] else { return }
        conversation.messages -= 1
        byParties[key] = conversation.messages == 0 ? nil : conversation
    }

    private static func key(of message: Message) -> Key? {
        let address = message.direction == .inbound ? message.from : message.to
        guard let integrationID = message.integrationID, let address else { return nil }
        return Key(integrationID: integrationID, address: address)
    }
}
