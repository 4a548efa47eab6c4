public import Foundation
public import HTTPSemantics
public import Observability
public import Watcher

/// The calls that listening to the platform's notifications needs.
public struct PlatformNotifications: NotificationPlatform {
    /// Pages of open conversations that are read for a backfill.
    static let maximumPages = 400
    /// A channel's life, where the platform does not say when it ends.
    static let lifetime = Duration.seconds(86_400)

    private let client: PlatformClient
    private let watch: MessageWatch
    private let now: @Sendable () -> Date

    /// Calls by a client, and hands what a backfill finds to the watch.
    public init(_ client: PlatformClient, _ watch: MessageWatch, now: @escaping @Sendable () -> Date = { Date() }) {
        self.client = client
        self.watch = watch
        self.now = now
    }

    /// Makes a channel.
    public func createChannel() async throws(NotificationFailure) -> NotificationChannel {
        let channel = try await call { try await client.send(ChannelCreation()) }
        let expires = channel.expires.flatMap { try? Date($0, strategy: Self.timeFormat) }
        let lifetime = expires.map { Duration.seconds($0.timeIntervalSince(now())) } ?? Self.lifetime
        return NotificationChannel(
            id: channel.id, connectURI: channel.connectURI, lifetime: min(max(lifetime, .seconds(60)), Self.lifetime))
    }

    /// Subscribes.
    public func subscribe(_ topics: [String], channel: String) async throws(NotificationFailure) -> [RejectedTopic] {
        let granted = try await call { try await client.send(Subscription(channelID: channel, topics: topics)) }
        return granted.filter { !$0.isPermitted }.map { RejectedTopic(topic: $0.id, missingPermissions: $0.missingPermissions) }
    }

    /// Reads the conversations that are going on. The tutorials have no such call: there what was missed stays so.
    public func backfill() async throws(NotificationFailure) {
        guard client.configuration.routes.set == .platform else { return }
        for page in 1...Self.maximumPages {
            let found = try await call {
                let found = try await client.send(OpenConversations(page: page))
                for conversation in found.conversations { try await watch.take(conversation) }
                return found
            }
            if !found.hasMore { return }
        }
    }

    /// Forgets the token.
    public func discardToken() async { _ = await client.tokens.surrender() }

    /// The tutorials' socket.
    public func eventsHandshake() async throws(NotificationFailure) -> (url: Secret, fields: HTTPFields) {
        let token = try await call { try await client.tokens.token() }
        return (Secret(client.configuration.eventsURL), ["Authorization": "Bearer \(token.reveal())"])
    }

    private func call<Value: Sendable>(_ body: () async throws -> Value) async throws(NotificationFailure) -> Value {
        do {
            return try await body()
        } catch let error as GenesysError {
            throw NotificationFailure(
                reason: error.description, retryAfter: error.retryAfter ?? (error.isRetryable ? nil : AnswerReader.operatorPace),
                isChannelGone: error.code == .notFound)
        } catch {
            throw NotificationFailure(reason: "\(error)")
        }
    }

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension GenesysConfiguration {
    /// Where the tutorials' events are.
    var eventsURL: String {
        let base = streamingURL ?? apiBase.replacing(#/^http/#, with: "ws", maxReplacements: 1)
        return base + "/api/v2/conversations/events"
    }
}
