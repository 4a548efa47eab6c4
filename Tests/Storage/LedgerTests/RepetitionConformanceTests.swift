import Attachments
import Foundation
import Ledger
import TestSupport
import Testing

/// What comes again: under a name, with a signature, or both.
@Suite struct RepetitionConformanceTests {
    let clock = TestClock()

    private static let key = "channel/shop/anna\nm-1"

    @Test(arguments: BackEnd.all) func takesNoOtherContentUnderAMessagesKey(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        func record(_ number: Int, _ fingerprint: String?) -> IntakeRecord {
            IntakeRecord(
                attachments: [.part(number)], message: .sample(number, key: Self.key), fingerprint: fingerprint, detail: "")
        }
        #expect(try await ledger.accept(record(1, "f")) == .accepted)
        #expect(try await ledger.accept(record(2, "f")) == .repeated([.sample(1)]))
        #expect(await code { _ = try await ledger.accept(record(3, "other")) } == .keyReused)
        // The platform may write a message anew when it tells of it again.
        #expect(try await ledger.accept(record(4, nil)) == .repeated([.sample(1)]))
        #expect(try await ledger.attachments(matching: .init()).map(\.id) == [.sample(1)])
    }

    @Test(arguments: BackEnd.all) func knowsASendingByAnyOfItsKeys(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        func record(_ number: Int, _ keys: String...) -> IntakeRecord {
            IntakeRecord(
                attachments: [.sample(number)], claims: keys.map { .init(scope: "web", key: $0, fingerprint: "f") }, detail: "")
        }
        #expect(try await ledger.accept(record(1, "a", "b")) == .accepted)
        #expect(try await ledger.accept(record(2, "c", "b")) == .repeated([.sample(1)]))
        #expect(try await ledger.accept(record(3, "a")) == .repeated([.sample(1)]))
        // A repetition claims nothing more.
        #expect(try await ledger.accept(record(4, "c")) == .accepted)
    }

    @Test(arguments: BackEnd.all) func takesASignatureOnceUnlessANameSaysThatItIsTheSame(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        func record(_ number: Int, key: String?) -> IntakeRecord {
            IntakeRecord(
                attachments: [.sample(number)],
                claims: [key].compactMap(\.self).map { .init(scope: "web", key: $0, fingerprint: "f") }, nonce: "n", detail: "")
        }
        #expect(try await ledger.accept(record(1, key: "a")) == .accepted)
        #expect(try await ledger.accept(record(2, key: "a")) == .repeated([.sample(1)]))
        for key in [nil, "b"] {
            #expect(await code { _ = try await ledger.accept(record(3, key: key)) } == .replayed)
            #expect(
                await code {
                    let claims = [key].compactMap(\.self).map { IntakeRecord.Claim(scope: "web", key: $0, fingerprint: "f") }
                    _ = try await ledger.enqueue(Sending(claims: claims, nonce: "n"))
                } == .replayed)
        }
        #expect(try await ledger.attachments(matching: .init()).map(\.id) == [.sample(1)])
    }

    @Test(arguments: BackEnd.all) func takesOneOfManyWithOneSignature(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        let codes = await withTaskGroup { group in
            for number in 1...8 {
                group.addTask {
                    await code { _ = try await ledger.accept(.init(attachments: [.sample(number)], nonce: "n", detail: "")) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count { $0 == nil } == 1 && codes.count { $0 == .replayed } == 7, "\(codes)")
    }

    @Test(arguments: BackEnd.all) func forgetsSignaturesLaterThanKeys(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        func record(_ number: Int) -> IntakeRecord {
            IntakeRecord(
                attachments: [.sample(number)], claims: [.init(scope: "webhook", key: "id", fingerprint: "f", isLasting: true)],
                nonce: "n", detail: "")
        }
        #expect(try await ledger.accept(record(1)) == .accepted)
        try await ledger.forgetClaims(before: clock.now + 1, lastingBefore: clock.now - 1)
        #expect(try await ledger.accept(record(2)) == .repeated([.sample(1)]))
        try await ledger.forgetClaims(before: clock.now + 1, lastingBefore: clock.now + 1)
        #expect(try await ledger.accept(record(3)) == .accepted)
    }
}

/// Messages as an older program named them.
enum OldMessages {
    static let script = """
        INSERT INTO messages (id, key, direction, source, channel, external_id, contact_id, created_at) VALUES
            ('\(MessageID.sample(501))', 'channel/shop/m/1', 'inbound', 'channel', 'shop', 'm/1', 'anna', 0),
            ('\(MessageID.sample(502))', 'open/shop/m-2', 'outbound', 'webhook', 'shop', 'm-2', 'anna', 0);
        """

    /// The customer's has the customer in its name now, and the first one counts; the agent's is what it was.
    static func expectKnown(to ledger: any Ledger) async throws {
        for (number, key) in [(601, "channel/shop/anna\nm/1"), (602, "open/shop/m-2")] {
            let again = IntakeRecord(message: .sample(number, key: key), fingerprint: "f", detail: "")
            #expect(try await ledger.accept(again) == .repeated([]))
        }
        let other = IntakeRecord(message: .sample(603, key: "channel/shop/berta\nm/1"), fingerprint: "f", detail: "")
        #expect(try await ledger.accept(other) == .accepted)
    }
}
