/// The topics that there are, with the gaps that a subscription fills.
enum TopicCatalogue {
    struct Entry: Sendable {
        let id: String
        let description: String
    }

    static let all = [
        Entry(id: "v2.routing.queues.{id}.conversations.messages", description: "Message conversations of a queue"),
        Entry(id: "v2.routing.queues.{id}.conversations", description: "All conversations of a queue"),
        Entry(id: "v2.users.{id}.conversations.messages", description: "Message conversations of a user"),
        Entry(id: "v2.users.{id}.conversations", description: "All conversations of a user"),
        Entry(id: "v2.detail.events.conversation.{id}.attributes", description: "Attributes of a participant were set"),
        Entry(id: "v2.detail.events.conversation.{id}.customer.start", description: "A customer joined a conversation"),
        Entry(id: "v2.detail.events.conversation.{id}.customer.end", description: "A customer left a conversation"),
        Entry(id: "v2.detail.events.conversation.{id}.acd.start", description: "A conversation reached a queue"),
        Entry(id: "v2.detail.events.conversation.{id}.user.start", description: "An agent joined a conversation"),
        Entry(id: "v2.detail.events.conversation.{id}.user.end", description: "An agent left a conversation"),
        Entry(id: "v2.system.socket_closing", description: "The socket will be closed soon"),
        Entry(id: "v2.system.no_longer_subscribed.{id}", description: "A channel was taken away"),
        Entry(id: "v2.system.token_revoked.{id}", description: "The token of a channel was revoked"),
        Entry(id: "v2.subscription.updated", description: "The subscriptions of a channel were changed"),
    ]

    private static let patterns = all.map { $0.id.split(separator: ".").map { $0 == "{id}" ? nil : String($0) } }

    /// Whether a topic is one of these with its gaps filled.
    static func contains(_ topic: String) -> Bool {
        let words = topic.split(separator: ".", omittingEmptySubsequences: false)
        return patterns.contains { pattern in
            pattern.count == words.count
                && zip(pattern, words).allSatisfy { expected, word in
                    expected.map { $0 == word } ?? (!word.isEmpty && word != "{id}")
                }
        }
    }
}
