import Attachments
import Foundation
import Ledger
import Observability
import Testing

@testable import Pipeline

struct ClaimExpiryTests {
    @Test func forgetsAKeyAfterADayAndNotBefore() async throws {
        let fixture = try await Fixture()
        let expiry = ClaimExpiry(fixture.ledger, now: { fixture.clock.now }, log: Logger())
        let first = try await send(fixture)
        fixture.clock.advance(by: .seconds(86_000))
        await expiry.forget()
        #expect(try await send(fixture) == first)
        fixture.clock.advance(by: .seconds(500))
        await expiry.forget()
        #expect(try await send(fixture) != first)
    }

    private func send(_ fixture: Fixture) async throws -> [AttachmentID] {
        try await fixture.intake.accept(
            Consignment(
                files: [fixture.begin(.note)], sender: Sender(source: .upload, contactID: "customer"),
                key: IdempotencyKey(scope: "key/test", key: "k"))
        ).map(\.id)
    }
}
