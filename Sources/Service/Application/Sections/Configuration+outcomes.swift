import Attachments
import Channels
public import Configuration
import Gateway
import Genesys
import HTTPClient
import Ledger
import Observability
import Pipeline
import Watcher

/// What comes out, and who listens, in the terms of the modules that do it.
extension LazaretConfiguration {
    var outcomes: OutcomeRules {
        var rules = OutcomeRules()
        rules.placeholderAfter = genesys.shownAfter
        rules.disconnectsInfected = genesys.onInfected.disconnect
        rules.notesContacts = genesys.contactNotes
        rules.handover = handover.url == nil ? [] : Set(handover.outcomes)
        rules.notices = customerWords
        return rules
    }

    /// Who listens to the platform's events; `nil` where nothing is configured to listen to.
    func listener(
        _ platform: PlatformClient?, into intake: Intake, ledger: any Ledger, settings: ListenerSettings, log: Logger
    ) throws -> NotificationListener? {
        guard let platform, let topics = watchedTopics else { return nil }
        let watch = MessageWatch(into: intake, includesOpenMessaging: genesys.watchOpenMessaging, log: log)
        let notifications = PlatformNotifications(platform, watch, topics: topics, ledger: ledger, log: log)
        let client = try webSocketClient()
        do {
            switch genesys.routes {
            case .platform:
                return try NotificationListener(
                    topics: topics, platform: notifications, client: client, settings: settings, logger: log
                ) {
                    await watch.take($0)
                }
            case .tutorial:
                return try NotificationListener(
                    eventTypes: topics, platform: notifications, client: client, settings: settings, logger: log
                ) {
                    await watch.take($0)
                }
            }
        } catch {
            throw ApplicationError(.configuration, "genesys.topics: \(error).")
        }
    }

    /// - Throws: `ApplicationError` when a watcher that is asked for could not watch anything.
    public func checkWatcher() throws {
        guard genesys.clientId != nil else {
            throw ApplicationError(
                .configuration,
                "--roles watcher: set genesys.clientId and genesys.clientSecret; events are asked for with them.")
        }
        guard watchedTopics != nil else {
            throw ApplicationError(
                .configuration,
                "--roles watcher: genesys.topics is empty. Name what to listen to, such as v2.routing.queues.<id>.conversations.messages."
            )
        }
    }

    /// The tutorials have one event; the platform's topics name queues or users, so that there is no default.
    private var watchedTopics: [String]? {
        if !genesys.topics.isEmpty { return genesys.topics }
        return genesys.routes == .tutorial && genesys.streamingURL != nil ? ["conversation.media.upload"] : nil
    }
}

extension GenesysSection {
    /// When a scan is shown; `nil`: never.
    var shownAfter: Duration? { placeholderAfter > .zero ? placeholderAfter : nil }
}

extension HandoverSection {
    /// - Throws: `ApplicationError` when a secret cannot be used.
    func transport(_ http: HTTPClient, links: Links) throws -> HandoverTransport? {
        guard let url else { return nil }
        guard let transport = HandoverTransport(url, secrets: secret, http: http, write: { try links.document(of: $0) }) else {
            throw ApplicationError(.configuration, "handover.secret: what follows whsec_ is not Base64.")
        }
        return transport
    }
}
