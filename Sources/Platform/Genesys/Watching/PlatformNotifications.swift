public import Foundation
public import HTTPSemantics
public import Ledger
public import Observability
public import Watcher

/// The calls that listening to the platform's notifications needs.
public struct PlatformNotifications: NotificationPlatform {
    /// A channel's life, where the platform does not say when it ends.
    static let lifetime = Duration.seconds(86_400)

    private let client: PlatformClient
    private let backfill: Backfill
    private let now: @Sendable () -> Date

    /// Calls by a client, and hands what a backfill finds to the watch.
    ///
    /// - Parameter ledger: remembers up to when nothing was missed.
    public init(
        _ client: PlatformClient, _ watch: MessageWatch, topics: [String], ledger: any Ledger,
        now: @escaping @Sendable () -> Date = { Date() }, log: Logger = Logger()
    ) {
        self.client = client
        self.now = now
        backfill = Backfill(client, watch, WatchedTopics(topics), ledger, now: now, log: log)
    }

    /// Makes a channel.
    public func createChannel() async throws(NotificationFailure) -> NotificationChannel {
        let channel = try await call { try await client.send(ChannelCreation()) }
        let expires = channel.expires.flatMap(Date.init(platformTime:))
        let lifetime = expires.map { Duration.seconds($0.timeIntervalSince(now())) } ?? Self.lifetime
        return NotificationChannel(
            id: channel.id, connectURI: channel.connectURI, lifetime: min(max(lifetime, .seconds(60)), Self.lifetime))
    }

    /// Subscribes.
    public func subscribe(_ topics: [String], channel: String) async throws(NotificationFailure) -> [RejectedTopic] {
        let granted = try await call { try await client.send(Subscription(channelID: channel, topics: topics)) }
        return granted.filter { !$0.isPermitted }.map { RejectedTopic(topic: $0.id, missingPermissions: $0.missingPermissions) }
    }

    /// Looks for conversations by the platform's analytics. The tutorials have no such call: there what was missed stays so.
    public func backfill(continues: Bool) async throws(NotificationFailure) -> Duration? {
        guard client.configuration.routes.set == .platform else { return nil }
        return try await call(pace: Backfill.detailsDelay) { try await backfill.run(continues: continues) }
    }

    /// Writes the time down, unless something may still have been missed. A time that is not written is only looked at again.
    public func checkpoint() async { await backfill.checkpoint() }

    /// Forgets the token.
    public func discardToken() async { _ = await client.tokens.surrender() }

    /// The tutorials' socket.
    public func eventsHandshake() async throws(NotificationFailure) -> (url: Secret, fields: HTTPFields) {
        let token = try await call { try await client.tokens.token() }
        return (Secret(client.configuration.eventsURL), ["Authorization": "Bearer \(token.reveal())"])
    }

    /// - Parameter pace: how soon it is tried again what an operator has to mend.
    private func call<Value: Sendable>(
        pace: Duration = AnswerReader.operatorPace, _ body: () async throws -> Value
    ) async throws(NotificationFailure) -> Value {
        do {
            return try await body()
        } catch let error as GenesysError {
            throw NotificationFailure(
                reason: error.description, retryAfter: error.retryAfter ?? (error.isRetryable ? nil : pace),
                isChannelGone: error.code == .notFound)
        } catch {
            throw NotificationFailure(reason: "\(error)")
        }
    }

}

extension GenesysConfiguration {
    /// Where the tutorials' events are.
    var eventsURL: String {
        let base = streamingURL ?? apiBase.replacing(#/^http/#, with: "ws", maxReplacements: 1)
        return base + "/api/v2/conversations/events"
    }
}
