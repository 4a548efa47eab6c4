import Synchronization
import Testing

@testable import Lifecycle

struct ServiceGroupTests {
    @Test func startsInTheListedOrderAndStopsInReverse() async throws {
        let diary = Diary()
        let stop = StopSignal()
        let group = ServiceGroup(["a", "b", "c"].map { Recorded(name: $0, diary: diary) }, gracePeriod: .seconds(60))
        async let ended: Void = group.run(until: stop)
        await diary.waits(for: "+c")
        stop.trigger()
        try await ended
        #expect(diary.lines == ["+a", "+b", "+c", "-c", "-b", "-a"])
    }

    @Test func aServiceThatThrowsStopsTheOthersAndItsErrorIsThrown() async throws {
        let diary = Diary()
        let group = ServiceGroup([Recorded(name: "a", diary: diary), Failing(name: "broken")], gracePeriod: .seconds(60))
        let error = try await #require(throws: ServiceGroupError.self) { try await group.run(until: StopSignal()) }
        #expect(error.services == ["broken"])
        #expect(error.cause is Failing.Failure)
        #expect(error.description.contains("broken"))
        #expect(diary.lines == ["+a", "-a"])
    }

    @Test func aServiceThatReturnsEarlyStopsTheOthers() async throws {
        let diary = Diary()
        let group = ServiceGroup([Returning(name: "short"), Recorded(name: "b", diary: diary)], gracePeriod: .seconds(60))
        let error = try await #require(throws: ServiceGroupError.self) { try await group.run(until: StopSignal()) }
        #expect(error.code == .returnedEarly)
        #expect(error.services == ["short"])
        #expect(diary.lines == ["+b", "-b"])
    }

    @Test func cancelsWhatStillRunsAtTheEndOfTheGracePeriod() async throws {
        let stop = StopSignal()
        stop.trigger()
        let group = ServiceGroup([Stubborn(name: "stubborn")], gracePeriod: .milliseconds(10))
        let error = try await #require(throws: ServiceGroupError.self) { try await group.run(until: stop) }
        #expect(error.code == .gracePeriodExceeded)
        #expect(error.services == ["stubborn"])
    }

    @Test func cancellingTheCallerCancelsEverything() async {
        let task = Task {
            try await ServiceGroup([Stubborn(name: "a"), Stubborn(name: "b")], gracePeriod: .seconds(60)).run(until: StopSignal())
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func aGroupIsAServiceOfAnotherGroup() async throws {
        let diary = Diary()
        let stop = StopSignal()
        let inner = ServiceGroup(name: "inner", [Recorded(name: "b", diary: diary)], gracePeriod: .seconds(60))
        let outer = ServiceGroup([Recorded(name: "a", diary: diary), inner], gracePeriod: .seconds(60))
        async let ended: Void = outer.run(until: stop)
        await diary.waits(for: "+b")
        stop.trigger()
        try await ended
        #expect(diary.lines == ["+a", "+b", "-b", "-a"])
    }
}

/// What happened, in order.
final class Diary: Sendable {
    private let entries = Mutex<[String]>([])
    private let awaited = Mutex<[String: StopSignal]>([:])

    var lines: [String] { entries.withLock { $0 } }

    func note(_ line: String) {
        entries.withLock { $0.append(line) }
        signal(for: line).trigger()
    }

    func waits(for line: String) async { await signal(for: line).wait() }

    private func signal(for line: String) -> StopSignal {
        awaited.withLock { awaited in
            let signal = awaited[line] ?? StopSignal()
            awaited[line] = signal
            return signal
        }
    }
}

private struct Recorded: Service {
    let name: String
    let diary: Diary

    func run(until stop: StopSignal) async {
        diary.note("+" + name)
        await stop.wait()
        diary.note("-" + name)
    }
}

private struct Failing: Service {
    struct Failure: Error {}
    let name: String

    func run(until stop: StopSignal) async throws { throw Failure() }
}

private struct Returning: Service {
    let name: String

    func run(until stop: StopSignal) async {}
}

/// Hears no stop, only cancellation.
private struct Stubborn: Service {
    let name: String

    func run(until stop: StopSignal) async throws { try await Task.sleep(for: .seconds(3600)) }
}
