/// The newest messages, oldest first, and the conversations they are in.
struct MessageLog: Sendable {
    private struct SenderKey: Hashable {
        let integrationID: String?
        let channelMessageID: String
    }

    private let capacity: Int
    /// By a number that only grows; there are no gaps between `oldest` and `next`.
    private var messages: [Int: Message] = [:]
    private var oldest = 0
    private var next = 0
    private var numbersByID: [String: Int] = [:]
    private var numbersBySender: [SenderKey: Int] = [:]
    private var conversations = Conversations()

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// The conversation that a customer has with an integration; `nil` when there is none.
    func conversation(of address: String, with integrationID: String) -> String? {
        conversations.id(of: address, with: integrationID)
    }

    mutating func append(_ message: Message) {
        if messages.count == capacity { dropOldest() }
        messages[next] = message
        numbersByID[message.id] = next
        if let key = Self.senderKey(of: message) { numbersBySender[key] = next }
        conversations.add(message)
        next += 1
    }

    /// Counts another delivery of a message that is already here.
    mutating func countDelivery(integrationID: String?, channelMessageID: String) -> Message? {
        let key = SenderKey(integrationID: integrationID, channelMessageID: channelMessageID)
        guard let number = numbersBySender[key] else { return nil }
        messages[number]?.deliveries += 1
        return messages[number]
    }

    /// Takes note of what became of an attachment; a message that is no longer here is passed over.
    mutating func record(_ fetched: FetchedMedia, for id: String) {
        guard let number = numbersByID[id] else { return }
        messages[number]?.attachment?.fetched = fetched
    }

    func filter(_ isIncluded: (Message) -> Bool) -> [Message] {
        (oldest..<next).compactMap { messages[$0] }.filter(isIncluded)
    }

    mutating func removeAll() { self = MessageLog(capacity: capacity) }

    private mutating func dropOldest() {
        guard let message = messages.removeValue(forKey: oldest) else { return }
        numbersByID[message.id] = nil
        if let key = Self.senderKey(of: message) { numbersBySender[key] = nil }
        conversations.remove(message)
        oldest += 1
    }

    private static func senderKey(of message: Message) -> SenderKey? {
        message.channelMessageID.map { SenderKey(integrationID: message.integrationID, channelMessageID: $0) }
    }
}
