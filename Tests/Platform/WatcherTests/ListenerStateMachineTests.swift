import Observability
import Testing

@testable import Watcher

/// The cycle alone, by plain calls.
struct ListeningCycleTests {
    typealias Cycle = ListenerStateMachine

    static let start = ContinuousClock.now
    static let channel = NotificationChannel(id: "c1", connectURI: Secret("wss://one"), lifetime: .seconds(86_400))
    static let event = Notification(topic: "t", body: Array("{}".utf8))

    /// A cycle, and the number that its last request had.
    struct Driver {
        var cycle: Cycle
        var time = ListeningCycleTests.start
        var number = 0

        init(_ source: Cycle.Source = .channel(topics: ["a", "b"]), _ settings: ListenerSettings = ListenerSettings()) {
            cycle = Cycle(source, settings)
        }

        @discardableResult
        mutating func send(_ event: Cycle.Event, after seconds: Int = 0, chance: Double = 0.5) -> [Cycle.Action] {
            time += .seconds(seconds)
            let actions = cycle.handle(event, at: time, chance: chance)
            for action in actions {
                switch action {
                case .createChannel(let number), .subscribe(_, _, let number), .connect(_, let number): self.number = number
                default: break
                }
            }
            return actions
        }

        /// Goes through everything up to a socket that is live.
        static func live() -> Driver {
            var driver = Driver()
            driver.send(.start)
            driver.send(.channelCreated(ListeningCycleTests.channel, driver.number))
            driver.send(.subscribed(rejected: [], driver.number))
            driver.send(.opened(driver.number))
            return driver
        }
    }

    @Test func goesFromNothingToALiveSocketAndAsksForABackfill() {
        var driver = Driver()
        #expect(driver.send(.start) == [.createChannel(1)])
        #expect(driver.send(.channelCreated(Self.channel, 1)) == [.subscribe(Self.channel, topics: ["a", "b"], 2)])
        #expect(driver.send(.subscribed(rejected: [], 2)) == [.connect(Self.channel, 3)])
        #expect(driver.send(.opened(3)) == [.backfill(continues: false)])
        #expect(driver.send(.frame(.event(Self.event), 3)) == [.deliver(Self.event)])
        #expect(driver.cycle.isLive)
    }

    @Test func pingsAfterHalfAMinuteAndGivesUpAfterAMinuteOfSilence() {
        var driver = Driver.live()
        #expect(driver.send(.tick, after: 29) == [])
        #expect(driver.send(.tick, after: 1) == [.send(#"{"message":"ping"}"#)])
        #expect(driver.send(.tick, after: 29) == [])
        #expect(driver.send(.tick, after: 1) == [.report(.silence), .disconnect])
        #expect(driver.send(.tick, after: 1) == [.connect(Self.channel, driver.number)])
        #expect(driver.send(.opened(driver.number)) == [.backfill(continues: false)])
    }

    @Test func aPongKeepsTheSocket() {
        var driver = Driver.live()
        driver.send(.tick, after: 30)
        driver.send(.frame(.alive, driver.number), after: 29)
        #expect(driver.send(.tick, after: 1) == [])
        #expect(driver.cycle.deadline == driver.time + .seconds(29))
    }

    /// What ends a socket, what is done at once, and what follows after the wait.
    enum Next { case sameChannel, newChannel }

    @Test(
        arguments: [
            (.socketClosing, [.report(.socketClosing), .disconnect, .connect(channel, 4)], nil),
            (.channelTaken, [.report(.channelTaken), .disconnect], .newChannel),
            (.tokenRevoked, [.report(.tokenRevoked), .discardToken, .disconnect], .newChannel),
            (.unreadable, [.report(.unreadableFrame)], nil),
        ] as [(NotificationFrame, [Cycle.Action], Next?)])
    func obeys(frame: NotificationFrame, now: [Cycle.Action], next: Next?) {
        var driver = Driver.live()
        #expect(driver.send(.frame(frame, driver.number)) == now)
        guard next == .newChannel else { return }
        #expect(driver.send(.tick, after: 1).first.map(isCreation) == true)
    }

    @Test(arguments: [1001, 1006, 1011, nil] as [UInt16?])
    func comesBackToTheSameChannelAfter(code: UInt16?) {
        var driver = Driver.live()
        #expect(driver.send(.closed(code: code, driver.number)) == [.report(.closed(code: code))])
        #expect(driver.send(.tick, after: 1) == [.connect(Self.channel, driver.number)])
    }

    @Test func takesANewChannelWhenTheOldOneIsRefusedOrUnreachable() {
        var refused = Driver.live()
        refused.send(.closed(code: nil, refused.number))
        refused.send(.tick, after: 1)
        refused.send(.notOpened(status: 404, refused.number))
        #expect(refused.send(.tick, after: 60).first.map(isCreation) == true)

        var unreachable = Driver.live()
        unreachable.send(.closed(code: nil, unreachable.number))
        for _ in 0..<3 {
            #expect(unreachable.send(.tick, after: 60) == [.connect(Self.channel, unreachable.number)])
            unreachable.send(.notOpened(status: nil, unreachable.number))
        }
        #expect(unreachable.send(.tick, after: 60).first.map(isCreation) == true)
    }

    @Test func subscribesAgainBeforeTheChannelExpires() {
        var driver = Driver.live()
        driver.send(.frame(.alive, driver.number), after: 86_400 - 600)
        #expect(driver.send(.tick) == [.subscribe(Self.channel, topics: ["a", "b"], driver.number)])
        #expect(driver.send(.subscribed(rejected: [], driver.number)) == [])
        #expect(driver.cycle.isLive)
        driver.send(.frame(.alive, driver.number), after: 1200)
        #expect(driver.send(.tick) == [])
    }

    @Test func makesANewChannelWhenItIsGoneOrCannotBeRenewedInTime() {
        var gone = Driver.live()
        gone.send(.frame(.alive, gone.number), after: 86_400 - 600)
        gone.send(.tick)
        let failure = NotificationFailure(reason: "404", isChannelGone: true)
        #expect(gone.send(.failed(failure, gone.number)) == [.report(.callFailed("404")), .disconnect])
        #expect(gone.send(.tick, after: 1).first.map(isCreation) == true)

        var late = Driver.live()
        late.send(.frame(.alive, late.number), after: 86_400)
        #expect(late.send(.tick) == [.report(.channelExpired), .disconnect])
    }

    @Test func waitsLongerWithEachFailureAndAsLongAsThePlatformAsks() {
        var driver = Driver()
        driver.send(.start)
        var waits: [Duration] = []
        for _ in 0..<9 {
            driver.send(.failed(NotificationFailure(reason: "503"), driver.number), chance: 0.5)
            waits.append(driver.cycle.deadline.map { driver.time.duration(to: $0) } ?? .zero)
            driver.send(.tick, after: 60)
        }
        #expect(waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) })
        driver.send(.failed(NotificationFailure(reason: "429", retryAfter: .seconds(300)), driver.number), chance: 0)
        #expect(driver.cycle.deadline == driver.time + .seconds(300))
    }

    @Test func aServerThatDropsEverySocketAtOnceIsNotHammered() {
        var driver = Driver.live()
        for expected in [1, 2, 4, 8] {
            driver.send(.closed(code: nil, driver.number), chance: 1)
            #expect(driver.cycle.deadline == driver.time + .seconds(expected))
            driver.send(.tick, after: expected)
            driver.send(.opened(driver.number))
        }
    }

    @Test func reportsTopicsThatWereRefusedAndListensToTheOthers() {
        var driver = Driver()
        driver.send(.start)
        driver.send(.channelCreated(Self.channel, driver.number))
        let rejected = RejectedTopic(topic: "a", missingPermissions: ["conversation:message:view"])
        #expect(
            driver.send(.subscribed(rejected: [rejected], driver.number)) == [
                .report(.topicsRejected([rejected])), .connect(Self.channel, 3),
            ])
        #expect(Problem.topicsRejected([rejected]).description.contains("conversation:message:view"))
    }

    @Test func doesNotListenToNothing() {
        var driver = Driver()
        driver.send(.start)
        driver.send(.channelCreated(Self.channel, driver.number))
        let rejected = ["a", "b"].map { RejectedTopic(topic: $0, missingPermissions: []) }
        #expect(driver.send(.subscribed(rejected: rejected, driver.number)) == [.report(.topicsRejected(rejected))])
        #expect(driver.cycle.deadline.map { $0 > driver.time } == true)
    }

    @Test func failedBackfillsAreAskedForAgain() {
        var driver = Driver.live()
        driver.send(.backfillFailed(NotificationFailure(reason: "429", retryAfter: .seconds(5))), chance: 0)
        #expect(driver.send(.tick, after: 4) == [])
        #expect(driver.send(.tick, after: 1) == [.backfill(continues: true)])
        #expect(driver.send(.tick) == [])
    }

    @Test func aBackfillIsAskedForAgainWhenItWantsThat() {
        var driver = Driver.live()
        #expect(driver.send(.backfilled(again: .seconds(20))) == [])
        #expect(driver.send(.tick, after: 19) == [])
        #expect(driver.send(.tick, after: 1) == [.backfill(continues: true)])
        driver.send(.backfilled(again: nil))
        #expect(driver.send(.tick, after: 9) == [])
        driver.send(.backfilled(again: .seconds(5)))
        driver.send(.frame(.socketClosing, driver.number))
        #expect(driver.send(.opened(driver.number)) == [.backfill(continues: false)])
        #expect(driver.send(.tick, after: 9) == [])
    }

    @Test func nowAndThenASocketThatIsHeardIsNoted() {
        var driver = Driver.live()
        #expect(driver.send(.frame(.alive, driver.number), after: 59) == [])
        #expect(driver.send(.frame(.event(Self.event), driver.number), after: 1) == [.deliver(Self.event), .checkpoint])
        #expect(driver.send(.frame(.alive, driver.number), after: 30) == [])
        #expect(driver.send(.frame(.alive, driver.number), after: 30) == [.checkpoint])
    }

    @Test func whatIsOfThePastChangesNothing() {
        var driver = Driver.live()
        let old = driver.number
        driver.send(.frame(.socketClosing, old))
        for event in [
            .frame(.event(Self.event), old), .closed(code: 1001, old), .opened(old), .notOpened(status: 500, old),
            .channelCreated(Self.channel, old), .subscribed(rejected: [], old), .failed(NotificationFailure(reason: ""), old),
            .start, .tick,
        ] as [Cycle.Event] {
            #expect(driver.send(event) == [])
        }
        #expect(driver.send(.opened(driver.number)) == [.backfill(continues: false)])
    }

    @Test func nothingHappensAfterTheStop() {
        var driver = Driver.live()
        #expect(driver.send(.stop) == [.disconnect])
        for event in [.start, .tick, .frame(.event(Self.event), driver.number), .closed(code: nil, driver.number), .stop]
            as [Cycle.Event]
        {
            #expect(driver.send(event) == [])
        }
        #expect(driver.cycle.deadline == nil)
    }

    @Test func theTutorialsSocketIsGreetedAndComesBackWithANewTokenAfter401() {
        var driver = Driver(.direct(greeting: "hello"))
        #expect(driver.send(.start) == [.connect(nil, 1)])
        #expect(driver.send(.notOpened(status: 401, 1)) == [.report(.notConnected(status: 401)), .discardToken])
        #expect(driver.send(.tick, after: 1) == [.connect(nil, driver.number)])
        #expect(driver.send(.opened(driver.number)) == [.send("hello"), .backfill(continues: false)])
        #expect(driver.cycle.deadline == nil)
    }

    @Test func survivesAnyOrderOfEvents() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var driver = Driver()
            for _ in 0..<200 {
                let number = driver.number - Int.random(in: 0...1, using: &random)
                let events: [Cycle.Event] = [
                    .start, .channelCreated(Self.channel, number), .subscribed(rejected: [], number), .opened(number), .tick,
                    .failed(NotificationFailure(reason: "", isChannelGone: .random()), number), .closed(code: nil, number),
                    .notOpened(status: 500, number), .frame(.alive, number), .frame(.channelTaken, number),
                    .frame(.socketClosing, number),
                    .backfillFailed(NotificationFailure(reason: "")), .backfilled(again: .seconds(9)), .backfilled(again: nil),
                ]
                let actions = driver.send(
                    events.randomElement(using: &random) ?? .tick, after: .random(in: 0...7200, using: &random))
                // Never two sockets: connecting while live is preceded by a hang-up.
                #expect(actions.count <= 4)
            }
        }
    }

    private func isCreation(_ action: Cycle.Action) -> Bool {
        if case .createChannel = action { true } else { false }
    }
}
