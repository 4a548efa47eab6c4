import Foundation
import Ledger
import Observability

/// Finds what came while the watcher was not connected: the conversations that go on, and those that began and ended meanwhile.
///
/// What has been looked at is remembered until the search is over, so that one that is interrupted goes on where it was. The platform knows
/// ended conversations some minutes late: a second look follows, and only after it the gap is closed.
actor Backfill {
    /// Pages of one query that are read.
    static let maximumPages = 400
    /// Conversations of one gap that are read.
    static let maximumConversations = 20_000
    /// A longer gap is searched from its end.
    static let longestGap = Duration.seconds(7 * 86_400)
    /// Conversations that began so long before the gap, and ended in it, are found: a session of the web messenger lasts as long by default.
    static let longestConversation = Duration.seconds(72 * 3600)
    /// How late the platform's details may be.
    static let detailsDelay = Duration.seconds(600)
    /// What came this shortly before a checkpoint may still be on its way through the socket.
    static let margin = Duration.seconds(5)

    private let client: PlatformClient
    private let watch: MessageWatch
    private let filters: [AnalyticsFilter]
    private let ledger: any Ledger
    private let now: @Sendable () -> Date
    private let log: Logger
    private var gap: Gap?

    /// What may have been missed, and how far the search for it has come.
    private struct Gap {
        /// When nothing had been missed yet; `nil` when that is not known.
        var since: Date?
        /// When the watcher listened again.
        var end: Date
        var looked: Set<String> = []
        var isSecondLook = false
    }

    init(
        _ client: PlatformClient, _ watch: MessageWatch, _ topics: WatchedTopics, _ ledger: any Ledger,
        now: @escaping @Sendable () -> Date, log: Logger
    ) {
        self.client = client
        self.watch = watch
        filters = topics.filters
        self.ledger = ledger
        self.now = now
        self.log = log
    }

    /// Looks once; after a failure, again from where it was.
    ///
    /// - Parameter continues: whether the socket has been up since the last look.
    /// - Returns: when to look again; `nil` when nothing is left to be found.
    func run(continues: Bool) async throws -> Duration? {
        try await open(continues: continues)
        guard let current = gap else { return nil }
        try await look(current)
        // Another interruption came meanwhile: its own search is on.
        guard gap?.end == current.end else { return nil }
        if current.since != nil, !current.isSecondLook {
            gap?.isSecondLook = true
            return Self.detailsDelay
        }
        try await ledger.advance(.notifications, to: current.end)
        gap = nil
        return nil
    }

    /// Nothing is written while a gap is open.
    func checkpoint() async {
        guard gap == nil else { return }
        do {
            try await ledger.advance(.notifications, to: now() - Self.margin / .seconds(1))
        } catch {
            log.warning("It was not written down up to when the platform was heard.", ["cause": "\(error)"])
        }
    }

    private func open(continues: Bool) async throws {
        guard !continues else { return }
        let end = now()
        var known = gap?.since
        if known == nil { known = try await ledger.checkpoint(.notifications) }
        let earliest = end - Self.longestGap / .seconds(1)
        if let known, known < earliest {
            log.warning(
                "The watcher was not connected for longer than can be searched; files from before were not looked at.",
                ["since": .string(known.formatted(.iso8601)), "from": .string(earliest.formatted(.iso8601))])
        }
        gap = Gap(since: known.map { max($0, earliest) }, end: end)
    }

    /// Both queries are made, so that a missing permission for one does not keep back what the other finds.
    private func look(_ gap: Gap) async throws {
        do {
            try await active(gap)
        } catch {
            try await past(gap)
            throw error
        }
        try await past(gap)
    }

    private func active(_ gap: Gap) async throws {
        for filter in filters {
            for page in 1...Self.maximumPages {
                let found = try await client.send(ActiveConversations(filter, page: page))
                if found.isTruncated {
                    log.warning("The platform left out some of the conversations that go on; those that end are found later.", [:])
                }
                if found.conversationIDs.isEmpty { break }
                try await take(found.conversationIDs, gap)
            }
        }
    }

    private func past(_ gap: Gap) async throws {
        guard let since = gap.since else { return }
        let times = (since - Self.longestConversation / .seconds(1))..<max(since, now()).addingTimeInterval(1)
        for filter in filters {
            for page in 1...Self.maximumPages {
                let found = try await client.send(PastConversations(filter, in: times, page: page))
                if found.isEmpty { break }
                try await take(found.filter { $0.end.map { $0 >= since } ?? true }.map(\.id), gap)
            }
        }
    }

    /// Reads each conversation once in a gap. One that is not there any more has nothing to be looked at.
    private func take(_ ids: [String], _ current: Gap) async throws {
        for id in ids where gap?.end == current.end && gap?.looked.contains(id) == false {
            guard (gap?.looked.count ?? 0) < Self.maximumConversations else {
                log.error(
                    "More conversations went on while the watcher was not connected than are looked at; some files were not.",
                    ["limit": .integer(Int64(Self.maximumConversations))])
                return
            }
            do {
                try await watch.take(try await client.send(ConversationFetch(conversationID: id)))
            } catch let error as GenesysError where error.code == .notFound {
                log.info("A conversation is not there any more.", ["conversation": .string(id)])
            }
            gap?.looked.insert(id)
        }
    }
}
