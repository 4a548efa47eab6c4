import Synchronization
import Testing

@testable import Pipeline

struct SlotsTests {
    @Test func counts() {
        let slots = AsyncSemaphore(2)
        #expect(slots.free == 2)
        slots.acquire()
        slots.acquire()
        #expect(slots.free == 0)
        slots.release()
        #expect(slots.free == 1)
    }

    @Test func doesNotWaitWhileOneIsFree() async {
        await AsyncSemaphore(1).waitUntilFree()
    }

    @Test func wakesWhoWaitsWhenOneIsGivenBack() async {
        let slots = AsyncSemaphore(1)
        slots.acquire()
        async let waiting: Void = slots.waitUntilFree()
        slots.release()
        await waiting
        #expect(slots.free == 1)
    }

    @Test func letsGoOfWhoIsCancelled() async {
        let slots = AsyncSemaphore(1)
        slots.acquire()
        for isEarly in [true, false] {
            let waiting = Task { await slots.waitUntilFree() }
            if !isEarly { await Task.yield() }
            waiting.cancel()
            await waiting.value
        }
        #expect(slots.free == 0)
    }

    @Test func losesNoWakeUp() async {
        let slots = AsyncSemaphore(1)
        for _ in 0..<2000 {
            slots.acquire()
            async let giving: Void = giveBack(slots)
            await slots.waitUntilFree()
            await giving
        }
        #expect(slots.free == 1)
    }

    @concurrent private func giveBack(_ slots: AsyncSemaphore) async { slots.release() }
}
