import Attachments
import Testing

@Suite struct AttachmentStateTests {
    static let table: [AttachmentState: Set<AttachmentState>] = [
        .received: [.inspected, .rejected, .infected, .held, .failed],
        .inspected: [.scanned, .rejected, .infected, .held, .failed],
        .scanned: [.released, .rejected, .infected, .held, .failed],
        .released: [.delivered, .failed, .infected, .rejected],
        .delivered: [.infected, .rejected],
        .rejected: [],
        .infected: [],
        .held: [.released, .rejected, .received, .infected],
        .failed: [.received, .released, .rejected, .infected],
    ]

    @Test(arguments: AttachmentState.allCases, AttachmentState.allCases)
    func followsTheTable(state: AttachmentState, next: AttachmentState) throws {
        #expect(try state.canBecome(next) == #require(Self.table[state]).contains(next))
    }

    @Test func onlyAScanOrAnOperatorReleases() {
        #expect(AttachmentState.allCases.filter { $0.canBecome(.released) } == [.scanned, .held, .failed])
        #expect(AttachmentState.allCases.filter { $0.canBecome(.delivered) } == [.released])
        #expect(AttachmentState.allCases.filter { $0.canBecome(.scanned) } == [.inspected])
    }

    @Test(arguments: AttachmentState.allCases)
    func settlesOnceNothingMoreIsAwaited(state: AttachmentState) {
        #expect(state.isSettled == ![.received, .inspected, .scanned].contains(state))
    }
}
