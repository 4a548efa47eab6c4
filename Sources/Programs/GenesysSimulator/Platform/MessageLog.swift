/// The newest messages, oldest first.
struct MessageLog: Sendable {
    private struct SenderKey: Hashable {
        let integrationID: String?
        let channelMessageID: String
    }

    private var messages: BoundedStore<Message>
    private var idsBySender: [SenderKey: String] = [:]

    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        messages = BoundedStore(capacity: capacity)
    }

    subscript(id: String) -> Message? { messages[id] }

    /// - Returns: the message that had to go.
    mutating func append(_ message: Message) -> Message? {
        if let key = Self.senderKey(of: message) { idsBySender[key] = message.id }
        guard let evicted = messages.insert(message, as: message.id) else { return nil }
        if let key = Self.senderKey(of: evicted), idsBySender[key] == evicted.id { idsBySender[key] = nil }
        return evicted
    }

    /// Counts another delivery of a message that is already here.
    mutating func countDelivery(integrationID: String?, channelMessageID: String) -> Message? {
        let key = SenderKey(integrationID: integrationID, channelMessageID: channelMessageID)
        guard let id = idsBySender[key] else { return nil }
        return update(id) { $0.deliveries += 1 }
    }

    /// Changes a message; one that is no longer here is passed over.
    @discardableResult
    mutating func update(_ id: String, _ change: (inout Message) -> Void) -> Message? {
        guard var message = messages[id] else { return nil }
        change(&message)
        messages[id] = message
        return message
    }

    func filter(_ isIncluded: (Message) -> Bool) -> [Message] { messages.all.filter(isIncluded) }

    mutating func removeAll() { self = MessageLog(capacity: capacity) }

    private static func senderKey(of message: Message) -> SenderKey? {
        message.channelMessageID.map { SenderKey(integrationID: message.integrationID, channelMessageID: $0) }
    }
}
