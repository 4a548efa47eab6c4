/// `genesys.onInfected`: what is done besides when an agent has an infected file in a conversation.
public struct OnInfectedSection: Sendable, Hashable {
    /// Whether the conversation is ended.
    public var disconnect = false

    init() {}
}

extension OnInfectedSection: Section {
    mutating func visit(_ fields: some FieldVisitor) { fields.value("disconnect", &disconnect, .bool) }
}
