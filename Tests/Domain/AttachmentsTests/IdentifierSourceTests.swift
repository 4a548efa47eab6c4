import Attachments
import Synchronization
import Testing

@Suite struct IdentifierSourceTests {
    @Test func growsWithinOneMillisecond() {
        let source = IdentifierSource(milliseconds: { 7 }, chance: { 5 })
        let made: [AttachmentID] = (0..<1000).map { _ in source.next() }
        #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
        #expect(made.first == AttachmentID(milliseconds: 7, chance: 5))
        #expect(made.last == AttachmentID(milliseconds: 7, chance: 1004))
    }

    @Test func growsWhenTheClockIsSetBack() {
        let times = Mutex<[UInt64]>([100, 200, 50, 60, 300])
        let source = IdentifierSource(milliseconds: { times.withLock { $0.removeFirst() } }, chance: { 0 })
        let made: [AttachmentID] = (0..<5).map { _ in source.next() }
        #expect(made.map(\.milliseconds) == [100, 200, 200, 200, 300])
        #expect(made == made.sorted() && Set(made).count == 5)
    }

    @Test func carriesIntoTheNextMillisecondWhenChanceIsUsedUp() {
        let source = IdentifierSource(milliseconds: { 7 }, chance: { .max })
        let _: AttachmentID = source.next()
        #expect(source.next() == AttachmentID(milliseconds: 8, chance: 0))
    }

    @Test func neverGivesOneTwiceToManyThreads() async {
        let made = await withTaskGroup(of: [AttachmentID].self) { group in
            for _ in 0..<8 { group.addTask { (0..<1000).map { _ in IdentifierSource.system.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(made).count == 8000)
    }
}
