/// The life of a subscription: channel, topics, socket, and back again after everything that can end it. Pure: takes what happened and
/// when, says what to do.
///
/// Everything that was asked for carries a number; an answer with another number than the last one is of the past and changes nothing.
struct ListenerStateMachine {
    typealias Instant = ContinuousClock.Instant

    enum Source: Hashable {
        /// The platform's channels.
        case channel(topics: [String])
        /// The tutorials' socket, with what is sent first.
        case direct(greeting: String)
    }

    enum Event {
        case start
        case channelCreated(NotificationChannel, Int)
        case subscribed(rejected: [RejectedTopic], Int)
        /// A call failed: making the channel, or subscribing.
        case failed(NotificationFailure, Int)
        case opened(Int)
        /// The handshake failed, with the server's status when there was one.
        case notOpened(status: Int?, Int)
        case frame(NotificationFrame, Int)
        case closed(code: UInt16?, Int)
        case backfillFailed(NotificationFailure)
        /// One is over; with the time after which there is to be another.
        case backfilled(again: Duration?)
        /// Time has passed; see `deadline`.
        case tick
        case stop
    }

    enum Action: Hashable {
        case createChannel(Int)
        case subscribe(NotificationChannel, topics: [String], Int)
        /// Without a channel, to the tutorials' address.
        case connect(NotificationChannel?, Int)
        case disconnect
        case send(String)
        case backfill(continues: Bool)
        case checkpoint
        case deliver(Notification)
        case discardToken
        case report(Problem)
    }

    private enum State: Hashable {
        case idle
        case creating
        case subscribing
        case connecting
        case live
        /// Until `resumesAt`, and then on with a channel or its socket.
        case waiting
        case stopped
    }

    static let ping = #"{"message":"ping"}"#

    private let source: Source
    private let settings: ListenerSettings
    private var state = State.idle
    private var number = 0
    private var channel: NotificationChannel?
    private var expiresAt: Instant?
    private var renewsAt: Instant?
    private var isRenewing = false
    private var resumesAt: Instant?
    private var backfillsAt: Instant?
    private var heardAt: Instant?
    private var notedAt: Instant?
    private var pingedAt: Instant?
    /// Failures in a row, of anything, since the last frame.
    private var failures = 0
    private var connectFailures = 0

    init(_ source: Source, _ settings: ListenerSettings) {
        self.source = source
        self.settings = settings
    }

    /// When there is to be a `tick`, if nothing else happens.
    var deadline: Instant? {
        switch state {
        case .waiting: resumesAt
        case .live: [renewsAt, backfillsAt, silenceDeadline].compactMap { $0 }.min()
        default: nil
        }
    }

    var isLive: Bool { state == .live }

    /// - Parameter chance: uniform in 0..<1.
    mutating func handle(_ event: Event, at now: Instant, chance: Double) -> [Action] {
        guard state != .stopped else { return [] }
        switch event {
        case .start: return state == .idle ? begin(at: now) : []
        case .channelCreated(let channel, let number): return isCurrent(number, .creating) ? created(channel, at: now) : []
        case .subscribed(let rejected, let number): return subscribed(rejected, number, at: now, chance)
        case .failed(let failure, let number): return failed(failure, number, at: now, chance)
        case .opened(let number): return isCurrent(number, .connecting) ? opened(at: now) : []
        case .notOpened(let status, let number): return isCurrent(number, .connecting) ? notOpened(status, at: now, chance) : []
        case .frame(let frame, let number): return isCurrent(number, .live) ? received(frame, at: now, chance) : []
        case .closed(let code, let number):
            return isCurrent(number, .live) ? [.report(.closed(code: code))] + wait(at: now, chance) : []
        case .backfillFailed(let failure):
            backfillsAt = now + delay(asked: failure.retryAfter, chance)
            return [.report(.callFailed(failure.reason))]
        case .backfilled(let again):
            backfillsAt = again.map { now + $0 }
            return []
        case .tick: return tick(at: now, chance)
        case .stop:
            defer { state = .stopped }
            return state == .live || state == .connecting ? [.disconnect] : []
        }
    }

    // MARK: Towards a socket

    private func isCurrent(_ number: Int, _ expected: State) -> Bool { number == self.number && state == expected }

    private mutating func next() -> Int {
        number += 1
        return number
    }

    /// On with the channel that is there, or a new one.
    private mutating func begin(at now: Instant) -> [Action] {
        resumesAt = nil
        if case .channel = source, channel == nil || expiresAt.map({ $0 <= now }) != false {
            channel = nil
            connectFailures = 0
            state = .creating
            return [.createChannel(next())]
        }
        state = .connecting
        return [.connect(channel, next())]
    }

    private mutating func created(_ channel: NotificationChannel, at now: Instant) -> [Action] {
        guard case .channel(let topics) = source else { return [] }
        self.channel = channel
        setExpiry(of: channel, at: now)
        state = .subscribing
        return [.subscribe(channel, topics: topics, next())]
    }

    private mutating func setExpiry(of channel: NotificationChannel, at now: Instant) {
        expiresAt = now + channel.lifetime
        renewsAt = now + max(channel.lifetime - settings.renewBefore, channel.lifetime / 2)
    }

    private mutating func subscribed(_ rejected: [RejectedTopic], _ number: Int, at now: Instant, _ chance: Double) -> [Action] {
        guard case .channel(let topics) = source, let channel else { return [] }
        let report: [Action] = rejected.isEmpty ? [] : [.report(.topicsRejected(rejected))]
        if isRenewing, isCurrent(number, .live) {
            isRenewing = false
            setExpiry(of: channel, at: now)
            return report
        }
        guard isCurrent(number, .subscribing) else { return [] }
        // Listening to nothing would look like success.
        if rejected.count >= topics.count, !topics.isEmpty { return report + wait(at: now, chance, asked: settings.backoffCap) }
        state = .connecting
        return report + [.connect(channel, next())]
    }

    private mutating func failed(_ failure: NotificationFailure, _ number: Int, at now: Instant, _ chance: Double) -> [Action] {
        let report = Action.report(.callFailed(failure.reason))
        if isRenewing, isCurrent(number, .live) {
            isRenewing = false
            if failure.isChannelGone { return [report] + abandonChannel(at: now, chance) }
            renewsAt = now + delay(asked: failure.retryAfter, chance)
            failures += 1
            return [report]
        }
        guard isCurrent(number, .creating) || isCurrent(number, .subscribing) else { return [] }
        if failure.isChannelGone || state == .subscribing { channel = nil }
        return [report] + wait(at: now, chance, asked: failure.retryAfter)
    }

    private mutating func opened(at now: Instant) -> [Action] {
        state = .live
        heardAt = now
        notedAt = now
        pingedAt = nil
        connectFailures = 0
        backfillsAt = nil
        isRenewing = false
        if case .direct(let greeting) = source { return [.send(greeting), .backfill(continues: false)] }
        return [.backfill(continues: false)]
    }

    /// A channel that is refused, or that nothing leads to, is given up for a new one.
    private mutating func notOpened(_ status: Int?, at now: Instant, _ chance: Double) -> [Action] {
        connectFailures += 1
        if status.map({ (400..<500).contains($0) }) ?? false || connectFailures >= settings.maximumConnectAttempts { channel = nil }
        let discard: [Action] = status == 401 ? [.discardToken] : []
        return [.report(.notConnected(status: status))] + discard + wait(at: now, chance)
    }

    // MARK: On the socket

    private mutating func received(_ frame: NotificationFrame, at now: Instant, _ chance: Double) -> [Action] {
        heardAt = now
        pingedAt = nil
        switch frame {
        case .alive, .other:
            failures = 0
            return note(at: now)
        case .event(let notification):
            failures = 0
            return [.deliver(notification)] + note(at: now)
        case .unreadable: return [.report(.unreadableFrame)]
        case .socketClosing: return [.report(.socketClosing), .disconnect] + begin(at: now)
        case .channelTaken: return [.report(.channelTaken)] + abandonChannel(at: now, chance)
        case .tokenRevoked: return [.report(.tokenRevoked), .discardToken] + abandonChannel(at: now, chance)
        }
    }

    /// Now and then, for it is written down.
    private mutating func note(at now: Instant) -> [Action] {
        guard notedAt.map({ $0 + settings.checkpointEvery <= now }) ?? true else { return [] }
        notedAt = now
        return [.checkpoint]
    }

    private mutating func abandonChannel(at now: Instant, _ chance: Double) -> [Action] {
        channel = nil
        return [.disconnect] + wait(at: now, chance)
    }

    // MARK: Time

    /// Where the platform sends heartbeats; the tutorials' socket has only the protocol's own.
    private var silenceDeadline: Instant? {
        guard case .channel = source else { return nil }
        return pingedAt.map { $0 + (settings.deadAfter - settings.pingAfter) } ?? heardAt.map { $0 + settings.pingAfter }
    }

    private mutating func tick(at now: Instant, _ chance: Double) -> [Action] {
        switch state {
        case .waiting: return resumesAt.map { $0 <= now } ?? true ? begin(at: now) : []
        case .live: return keepAlive(at: now, chance)
        default: return []
        }
    }

    private mutating func keepAlive(at now: Instant, _ chance: Double) -> [Action] {
        if let expiresAt, expiresAt <= now { return [.report(.channelExpired)] + abandonChannel(at: now, chance) }
        let isSilent = silenceDeadline.map { $0 <= now } ?? false
        if isSilent, pingedAt != nil {
            return [.report(.silence), .disconnect] + wait(at: now, chance)
        }
        var actions: [Action] = []
        if isSilent {
            pingedAt = now
            actions.append(.send(Self.ping))
        }
        if let due = backfillsAt, due <= now {
            backfillsAt = nil
            actions.append(.backfill(continues: true))
        }
        if let due = renewsAt, due <= now, case .channel(let topics) = source, let channel, !isRenewing {
            isRenewing = true
            renewsAt = expiresAt
            actions.append(.subscribe(channel, topics: topics, number))
        }
        return actions
    }

    private mutating func wait(at now: Instant, _ chance: Double, asked: Duration? = nil) -> [Action] {
        state = .waiting
        isRenewing = false
        failures += 1
        // Whatever comes for the socket or call that was is of the past.
        number += 1
        resumesAt = now + delay(asked: asked, chance)
        return []
    }

    /// Full jitter, so that what failed together does not return together; what the platform asks for is the least.
    private func delay(asked: Duration?, _ chance: Double) -> Duration {
        let ceiling = min(settings.backoffCap, settings.backoffBase * (1 << min(max(0, failures - 1), 20)))
        return (asked ?? .zero) + (asked == nil ? ceiling : settings.backoffBase) * chance
    }
}
