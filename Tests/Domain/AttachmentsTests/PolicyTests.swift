import Attachments
import Testing

@Suite struct PolicyTests {
    @Test(
        arguments: [
            (Outcome.pending, nil), (.error, nil), (.clean, .release), (.infected, .destroy), (.mismatch, .reject),
        ] as [(Outcome, Decision?)])
    func noDispositionChangesWhatIsCertain(outcome: Outcome, decision: Decision?) {
        for disposition in Policy.Disposition.allCases {
            let policy = Policy(
                onEncrypted: disposition, onMacro: disposition, onActiveContent: disposition, onUnscannable: disposition)
            #expect(policy.decide(Verdict(outcome: outcome)) == decision)
        }
    }

    @Test(
        arguments: [
            (Verdict(outcome: .encrypted), \Policy.onEncrypted),
            (Verdict(outcome: .active, activeContent: .macro), \Policy.onMacro),
            (Verdict(outcome: .active, activeContent: .script), \Policy.onActiveContent),
            (Verdict(outcome: .limit), \Policy.onUnscannable),
            (Verdict(outcome: .unscannable), \Policy.onUnscannable),
        ] as [(Verdict, any WritableKeyPath<Policy, Policy.Disposition> & Sendable)])
    func doubtfulFilesGoTheWayOfTheirOwnDisposition(
        verdict: Verdict, setting: any WritableKeyPath<Policy, Policy.Disposition> & Sendable
    ) {
        for other in Policy.Disposition.allCases {
            for (disposition, decision) in [(Policy.Disposition.deliver, Decision.release), (.hold, .hold), (.reject, .reject)] {
                var policy = Policy(onEncrypted: other, onMacro: other, onActiveContent: other, onUnscannable: other)
                policy[keyPath: setting] = disposition
                #expect(policy.decide(verdict) == decision)
            }
        }
    }

    @Test func activeContentOfAnUnknownKindGetsTheSternerTreatment() {
        let unknown = Verdict(outcome: .active)
        #expect(Policy(onMacro: .reject, onActiveContent: .deliver).decide(unknown) == .reject)
        #expect(Policy(onMacro: .deliver, onActiveContent: .hold).decide(unknown) == .hold)
        #expect(Policy(onMacro: .deliver, onActiveContent: .deliver).decide(unknown) == .release)
    }

    @Test func goesByTheSternestOfAllFindings() {
        let policy = Policy(onEncrypted: .deliver, onMacro: .reject, onUnscannable: .hold)
        func decide(_ kinds: Finding.Kind...) -> Decision? {
            policy.decide(Verdict(folding: kinds.map { Finding($0, by: "test", detail: "So.") }))
        }
        #expect(decide(.encrypted) == .release)
        #expect(decide(.encrypted, .macro) == .reject)
        #expect(decide(.limit, .typeMismatch) == .reject)
        #expect(decide(.encrypted, .unscannable) == .hold)
        #expect(decide(.macro, .infected) == .destroy)
        #expect(decide(.infected, .error) == .destroy)
        #expect(decide(.macro, .error) == nil)
        #expect(decide(.typeMismatch, .pending) == nil)
    }

    @Test func saysWhichTypeIsNotAllowed() {
        #expect(Policy(allow: ["image/png"]).objection(to: FileType("image/png")) == nil)
        let objection = Policy(allow: ["image/png"]).objection(to: FileType("image/gif"))
        #expect(objection?.kind == .typeNotAllowed)
        #expect(objection?.detail == "Files of the type image/gif are not allowed.")
    }

    @Test func defaultsReleaseNothingDoubtful() {
        for outcome in Outcome.allCases where outcome != .clean {
            #expect(Policy().decide(Verdict(outcome: outcome)) != .release)
        }
    }

    @Test(arguments: [
        (["image/png"], "image/png", true), (["image/png"], "IMAGE/X-PNG; charset=binary", true),
        (["image/png"], "image/gif", false),
        (["image/*"], "image/gif", true), (["image/*"], "image/svg+xml", false),
        (["image/*", "image/svg+xml"], "image/svg+xml", true),
        (["text/*"], "text/html", false), (["text/*"], "text/x-shellscript", false), (["text/*"], "text/csv", true),
        (["Image/*"], "image/png", true), (["image/jpg"], "image/jpeg", true), (["*/*"], "image/png", false),
        ([], "image/png", false),
        (["application/*"], "application/x-executable", false), (["imag/*"], "image/png", false),
        (["application/*"], "application/x-dosdriver", false), (["application/*"], "application/octet-stream", false),
        (["image/*"], "image/x-exotic", true), (["multipart/*"], "multipart/related", false),
    ])
    func allowsWhatIsNamedAndFamiliesWithoutTheirPrograms(allow: [String], type: String, allowed: Bool) {
        #expect(Policy(allow: allow).allows(type) == allowed)
    }
}
