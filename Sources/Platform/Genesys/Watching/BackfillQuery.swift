import Foundation

/// A query by which the watcher finds again what it has missed; each needs a permission of its own.
public enum BackfillQuery: Sendable, Hashable, CaseIterable {
    /// Of the conversations that go on.
    case active
    /// Of those that began and ended meanwhile.
    case past

    /// What the role of the OAuth client must hold for it.
    public var permission: String { call.permission ?? "" }

    private var call: Endpoint {
        switch self {
        case .active: .activeConversations
        case .past: .conversationDetails
        }
    }

    /// Makes it once, for the first queues or users of the topics; what it finds is passed over.
    ///
    /// - Throws: `GenesysError`, with the permission that is missing.
    public func attempt(_ client: PlatformClient, topics: [String]) async throws {
        guard let filter = WatchedTopics(topics).filters.first else { return }
        switch self {
        case .active: _ = try await client.send(ActiveConversations(filter, page: 1))
        case .past:
            let now = Date()
            _ = try await client.send(PastConversations(filter, in: now.addingTimeInterval(-60)..<now, page: 1))
        }
    }
}
