import Attachments
import Cards
import Foundation
import JSON
import Ledger
import Synchronization
import Testing

@testable import Pipeline

/// A kind of message of its own: this is all that a new one takes.
private struct OutgoingPostcard: OutgoingMessage {
    static let kind = MessageKind(rawValue: "postcard")

    struct Payload: OutboxPayload, Codable, Hashable {
        let words: String
        let stamps: Int
    }

    let payload: Payload

    init(_ message: OutboxMessage, payload: Payload, sources: DeliverySources) async throws { self.payload = payload }

    static func isStillWanted(_ message: OutboxMessage) -> Bool { message.attachment?.state != .infected }
}

@Suite struct MessageKindTests {
    private func queued(_ message: NewMessage) async throws -> (Fixture, AttachmentID) {
        let fixture = try await Fixture()
        let id = try await fixture.accept(.note)
        let job = try #require(try await fixture.ledger.takeJobs(limit: 1, lease: .seconds(60)).first)
        try await fixture.ledger.commit(Step(job, messages: [message], disposition: .done))
        return (fixture, id)
    }

    @Test func aNewKindIsOneTypeAndOneRegistration() async throws {
        let postcard = OutgoingPostcard.Payload(words: "Wish you were here.", stamps: 2)
        let (fixture, id) = try await queued(OutgoingPostcard.queued(key: "p", payload: postcard))
        let sent = Mutex<[Delivery<OutgoingPostcard>]>([])
        var router = ScriptedTransport().router
        router.register(OutgoingPostcard.self) { delivery in
            sent.withLock { $0.append(delivery) }
            return .delivered(remoteID: "post", detail: "In the letterbox.")
        }
        try await fixture.deliver(fixture.dispatcher(router))

        let deliveries = sent.withLock { $0 }
        #expect(deliveries.map(\.message.payload) == [postcard])
        #expect(deliveries.map(\.idempotencyKey) == ["p"])
        #expect(try await fixture.ledger.timeline(of: id).last?.detail == "In the letterbox.")
        #expect(try await fixture.actions().last == "postcard.delivered")
        #expect(try await fixture.ledger.queueStatistics().messages == .init())
    }

    @Test func aKindThatIsNotRegisteredWaitsForAProgramThatKnowsIt() async throws {
        let postcard = OutgoingPostcard.Payload(words: "", stamps: 0)
        let (fixture, id) = try await queued(OutgoingPostcard.queued(key: "p", payload: postcard))
        try await fixture.deliver(fixture.dispatcher(ScriptedTransport()))
        #expect(try await fixture.ledger.queueStatistics().messages == .init(parked: 1))
        let reason = try await fixture.ledger.timeline(of: id).last?.detail
        #expect(reason == "This program sends no messages of the kind postcard. Start the version that queued it, then retry.")
    }

    @Test func whatCannotBeReadIsGivenUpAndNeverSent() async throws {
        let (fixture, _) = try await queued(NewMessage(kind: OutgoingPostcard.kind, idempotencyKey: "p", payload: "no JSON"))
        var router = ScriptedTransport().router
        router.register(OutgoingPostcard.self) { _ in
            Issue.record("It was sent.")
            return .skipped(reason: "")
        }
        try await fixture.deliver(fixture.dispatcher(router))
        #expect(try await fixture.actions().last == "postcard.dropped")
        #expect(try await fixture.ledger.queueStatistics().messages == .init())
    }

    /// The forms in which rows lie in ledgers, one of each kind that has a payload.
    @Test func rowsOfEarlierVersionsStayReadable() throws {
        #expect(OutgoingNotice.Payload(stored: "Sorry, “too large”.").text == "Sorry, “too large”.")
        #expect(OutgoingForward.Payload(stored: "receipt").expectsReceipt)
        #expect(!OutgoingForward.Payload(stored: nil).expectsReceipt)
        let fate = try MessageFate(stored: #"{"status":"Failed","code":"GeneralError","reason":"No."}"#)
        #expect(fate == .failed(code: "GeneralError", reason: "No."))
        #expect(OutgoingHandover.Payload(stored: "infected").outcome == .infected)
        #expect(OutgoingReport.Payload(stored: #"{"event":"x"}"#).json == #"{"event":"x"}"#)
        let click = try OutgoingClick(stored: #"{"channel":"shop","body":{"originatingMessageId":"m"}}"#)
        #expect(click.channel == "shop" && click.body["originatingMessageId"] == "m")
    }

    @Test func everyPayloadIsStoredAsItWasBefore() throws {
        #expect(OutgoingNotice.Payload(text: "Sorry.").stored == "Sorry.")
        #expect(OutgoingForward.Payload(expectsReceipt: true).stored == "receipt")
        #expect(OutgoingForward.Payload(expectsReceipt: false).stored == nil)
        #expect(OutgoingHandover.Payload(outcome: .held).stored == "held")
        #expect(try MessageFate(stored: MessageFate.delivered.stored) == .delivered)
        #expect(NoPayload().stored == nil)
    }
}
