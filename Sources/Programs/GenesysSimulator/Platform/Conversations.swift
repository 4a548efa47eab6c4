/// The conversations, and who talks with which integration in which; one lives as long as any of its messages is kept.
struct Conversations: Sendable {
    private struct Key: Hashable {
        let integrationID: String?
        let messenger: Messenger
        let address: String

        init(_ conversation: Conversation) {
            integrationID = conversation.integrationID
            messenger = conversation.messenger
            address = conversation.address
        }

        init(_ address: String, _ integrationID: String?, _ messenger: Messenger) {
            self.address = address
            self.integrationID = integrationID
            self.messenger = messenger
        }
    }

    private var byID: BoundedStore<Conversation>
    private var current: [Key: String] = [:]

    init(capacity: Int) { byID = BoundedStore(capacity: capacity) }

    /// The oldest first.
    var all: [Conversation] { byID.all }

    subscript(id: String) -> Conversation? { byID[id] }

    /// The conversation that goes on with a customer; `nil` when there is none.
    func current(of address: String, with integrationID: String?, on messenger: Messenger) -> Conversation? {
        current[Key(address, integrationID, messenger)].flatMap { byID[$0] }.flatMap { $0.isOver ? nil : $0 }
    }

    /// The newest conversation that goes on with an external contact; `nil` when there is none.
    func current(ofContact id: String, on messenger: Messenger) -> Conversation? {
        byID.all.last { $0.externalContactID == id && $0.messenger == messenger && !$0.isOver }
    }

    mutating func add(_ conversation: Conversation) {
        current[Key(conversation)] = conversation.id
        if let evicted = byID.insert(conversation, as: conversation.id) { forget(evicted) }
    }

    /// Changes a conversation.
    /// - Throws: ``Refusal`` 404 when there is none of the id, and what `change` throws.
    mutating func update<Value>(
        _ id: String, _ change: (inout Conversation) throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        guard var conversation = byID[id] else { throw .notFound }
        let value = try change(&conversation)
        byID[id] = conversation
        return value
    }

    mutating func add(_ message: Message) {
        byID[message.conversationID]?.messageIDs.append(message.id)
    }

    /// Forgets a message, and its conversation with the last of them. Messages go oldest first.
    mutating func remove(_ message: Message) {
        guard var conversation = byID[message.conversationID], conversation.messageIDs.first == message.id else { return }
        conversation.messageIDs.removeFirst()
        byID[conversation.id] = conversation.messageIDs.isEmpty ? nil : conversation
        if conversation.messageIDs.isEmpty { forget(conversation) }
    }

    mutating func removeAll() {
        byID.removeAll()
        current = [:]
    }

    private mutating func forget(_ conversation: Conversation) {
        if current[Key(conversation)] == conversation.id { current[Key(conversation)] = nil }
    }
}
