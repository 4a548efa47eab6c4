import Synchronization
import Testing

@testable import Pipeline

struct SlotsTests {
    @Test func counts() {
        let slots = Slots(2)
        #expect(slots.free == 2)
        slots.take()
        slots.take()
        #expect(slots.free == 0)
        slots.giveBack()
        #expect(slots.free == 1)
    }

    @Test func doesNotWaitWhileOneIsFree() async {
        await Slots(1).waitForFree()
    }

    @Test func wakesWhoWaitsWhenOneIsGivenBack() async {
        let slots = Slots(1)
        slots.take()
        async let waiting: Void = slots.waitForFree()
        slots.giveBack()
        await waiting
        #expect(slots.free == 1)
    }

    @Test func letsGoOfWhoIsCancelled() async {
        let slots = Slots(1)
        slots.take()
        for isEarly in [true, false] {
            let waiting = Task { await slots.waitForFree() }
            if !isEarly { await Task.yield() }
            waiting.cancel()
            await waiting.value
        }
        #expect(slots.free == 0)
    }

    @Test func losesNoWakeUp() async {
        let slots = Slots(1)
        for _ in 0..<2000 {
            slots.take()
            async let giving: Void = giveBack(slots)
            await slots.waitForFree()
            await giving
        }
        #expect(slots.free == 1)
    }

    @concurrent private func giveBack(_ slots: Slots) async { slots.giveBack() }
}
