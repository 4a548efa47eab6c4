import Attachments
import Testing

@Suite struct AttachmentIDTests {
    @Test(arguments: [
        (UInt64(0), UInt128(0), "00000000000000000000000000"),
        (0, 1, "00000000000000000000000001"),
        (1, 0, "00000000010000000000000000"),
        (1_469_918_176_385, 0, "01ARYZ6S410000000000000000"),
        (0xffff_ffff_ffff, UInt128.max, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
    ])
    func writesAndReadsTheCanonicalText(milliseconds: UInt64, chance: UInt128, text: String) throws {
        let id = AttachmentID(milliseconds: milliseconds, chance: chance)
        #expect(id.description == text)
        #expect(id.milliseconds == milliseconds)
        #expect(AttachmentID(text) == id)
    }

    @Test(arguments: [
        "", "0", "0000000000000000000000000", "000000000000000000000000000", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "01aryz6s410000000000000000", "01ARYZ6S41000000000000000I", "01ARYZ6S41000000000000000L", "01ARYZ6S41000000000000000O",
        "01ARYZ6S41000000000000000U", "01ARYZ6S41-000000000000000", " 1ARYZ6S410000000000000000", "../../../../etc/passwd/aaa",
        "é1ARYZ6S41000000000000000",
    ])
    func refusesEverythingElse(text: String) {
        #expect(AttachmentID(text) == nil)
    }

    @Test func sortsAsItsTextDoes() {
        let ids = (0..<500).map { _ in
            AttachmentID(milliseconds: .random(in: 0...3), chance: .random(in: 0...UInt128.max))
        }
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    }
}
