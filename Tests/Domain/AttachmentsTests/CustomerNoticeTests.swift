import Attachments
import Testing

@Suite struct CustomerNoticeTests {
    @Test func saysOnlyThatTheCheckFailedWhenMalwareWasFound() {
        #expect(CustomerNotice(.infected)?.sentence == "Your attachment failed our security check.")
    }

    @Test(arguments: Outcome.allCases)
    func everyOutcomeThatCanRefuseHasASentence(outcome: Outcome) {
        #expect((CustomerNotice(outcome) == nil) == [.clean, .pending].contains(outcome))
    }

    @Test func noTwoNoticesReadTheSame() {
        let sentences = CustomerNotice.allCases.map(\.sentence)
        #expect(Set(sentences).count == sentences.count)
        #expect(sentences.allSatisfy { $0.hasPrefix("Your ") && $0.hasSuffix(".") })
    }
}
