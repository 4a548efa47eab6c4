import Testing

@testable import Lifecycle

struct StopSignalTests {
    @Test func wakesEverybodyWhoWaits() async {
        let stop = StopSignal()
        await withTaskGroup { group in
            for _ in 0..<100 { group.addImmediateTask { await stop.wait() } }
            #expect(!stop.isTriggered)
            stop.trigger()
        }
        #expect(stop.isTriggered)
    }

    @Test func doesNotHoldThoseWhoComeLate() async {
        let stop = StopSignal()
        stop.trigger()
        stop.trigger()
        await stop.wait()
    }

    @Test func aCancelledTaskStopsWaiting() async {
        let stop = StopSignal()
        let task = Task.immediate { await stop.wait() }
        task.cancel()
        await task.value
        #expect(!stop.isTriggered)
    }

    @Test func aTaskCancelledBeforehandDoesNotWait() async {
        let stop = StopSignal()
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            await stop.wait()
        }
        await task.value
        #expect(!stop.isTriggered)
    }

    @Test func noWaiterIsLostWhenTriggerAndCancellationRace() async {
        for _ in 0..<500 {
            let stop = StopSignal()
            let task = Task { await stop.wait() }
            async let cancelled: Void = task.cancel()
            async let triggered: Void = stop.trigger()
            _ = await (cancelled, triggered, task.value)
        }
    }

    @Test func aLimitedWaitEndsWithItsTime() async {
        let stop = StopSignal()
        await stop.wait(atMost: .milliseconds(1))
        #expect(!stop.isTriggered)
    }

    @Test func aLimitedWaitEndsAtTheStop() async {
        let stop = StopSignal()
        let task = Task.immediate { await stop.wait(atMost: .seconds(3600)) }
        stop.trigger()
        await task.value
    }
}
