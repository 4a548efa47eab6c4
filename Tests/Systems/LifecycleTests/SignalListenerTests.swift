import Foundation
import Synchronization
import Testing

@testable import Lifecycle

/// Real signals, each test in a process of its own.
struct SignalListenerTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func theFirstSignalAsksForTheStop(_ number: Int32) async {
        await #expect(processExitsWith: .exitCode(7)) { [number] in
            let stop = StopSignal()
            async let ended: Void = ServiceGroup([SignalListener(triggering: stop)], gracePeriod: .seconds(60)).run(until: stop)
            await listens(for: number)
            kill(getpid(), number)
            try await ended
            exit(stop.isTriggered ? 7 : 8)
        }
    }

    @Test func tellsWhenSignalsAreHeard() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let stop = StopSignal()
            let listener = SignalListener(triggering: stop)
            async let ended: Void = ServiceGroup([listener], gracePeriod: .seconds(60)).run(until: stop)
            await listener.waitUntilListening()
            kill(getpid(), SIGTERM)
            try await ended
            exit(stop.isTriggered ? 7 : 8)
        }
    }

    @Test func theSecondSignalEndsTheProcess() async {
        await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
            let stop = StopSignal()
            async let ended: Void = SignalListener(triggering: stop).run(until: StopSignal())
            await listens(for: SIGTERM)
            kill(getpid(), SIGTERM)
            await stop.wait()
            await listens(for: SIGINT)
            kill(getpid(), SIGINT)
            await ended
        }
    }

    @Test func hangupReloadsAndNothingElse() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let stop = StopSignal()
            let own = StopSignal()
            let reloads = [StopSignal(), StopSignal()]
            let listener = SignalListener(triggering: stop) { [count = Counted()] in
                let number = count.next()
                if number < 2 { reloads[number].trigger() }
            }
            async let ended: Void = listener.run(until: own)
            await listens(for: SIGHUP)
            kill(getpid(), SIGHUP)
            await reloads[0].wait()
            kill(getpid(), SIGHUP)
            await reloads[1].wait()
            own.trigger()
            await ended
            exit(stop.isTriggered ? 8 : 7)
        }
    }

    @Test func aBrokenPipeDoesNotEndTheProcess() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let own = StopSignal()
            async let ended: Void = SignalListener(triggering: StopSignal()).run(until: own)
            await listens(for: SIGHUP)
            kill(getpid(), SIGPIPE)
            own.trigger()
            await ended
            exit(7)
        }
    }
}

private final class Counted: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}

/// Waits until the process catches a signal: before that, it would end the process.
private func listens(for number: Int32) async {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let mask = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }?.split(separator: "\t").last
        if let bits = mask.flatMap({ UInt64($0, radix: 16) }), bits & 1 << (number - 1) != 0 { return }
        await Task.yield()
    }
    Issue.record("the signal is not caught")
}
