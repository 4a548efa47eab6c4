import Cards
import Foundation
import JSON
import Ledger
import Observability
import TestSupport
import Testing

@testable import Pipeline

@Suite struct CardDeliveryTests {
    private static func card(_ name: String = "m-1") throws -> CardMessage {
        let request = try JSON(
            parsing: Array(
                #"{"messageId":"\#(name)","conversationId":"c-1","templateId":"t-1","fields":{"title":"Hi","description":"<b>Fine</b>"}}"#
                    .utf8))
        return try CardBuilder().prepare(request) { "new" }.message
    }

    private func queued(
        _ way: OutgoingCard.Way = .guest, reports: Bool = true, transcripts: Bool = false,
        _ configure: (inout PipelineConfiguration) -> Void = { _ in }
    ) async throws -> Fixture {
        let fixture = try await Fixture {
            $0.cardAccount = CardAccount(reports: reports, transcripts: transcripts)
            configure(&$0)
        }
        _ = try await fixture.ledger.enqueue(
            Sending(
                messages: [OutgoingCard(try Self.card(), way: way).message],
                card: CardRecord(messageID: "m-1", fingerprint: "f")))
        return fixture
    }

    @Test func takesACardOutAsItWasPutIn() async throws {
        let fixture = try await queued(.channel("shop"), reports: false)
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        let delivery = try #require(transport.deliveries.first)
        #expect(delivery.idempotencyKey == "card/m-1" && delivery.channel == "shop")
        let outgoing = try #require(delivery.message as? OutgoingCard)
        #expect(outgoing.card == (try Self.card()))
    }

    @Test func accountsForACardThatWasTaken() async throws {
        let fixture = try await queued()
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        let card = try #require(try await fixture.ledger.card("m-1"))
        #expect(card.state == .sent && card.detail == "taken (remote)" && card.latency != nil)
        let entries = try await fixture.ledger.audit(after: 0, limit: 9).map(\.entry)
        #expect(entries.map(\.action) == ["card.sent", "report.delivered"])
        #expect(entries[0].detail.hasPrefix("message m-1, conversation c-1, template t-1, "))
        let report = try #require(transport.deliveries.last?.message as? OutgoingReport)
        let json = try JSON(parsing: Array(report.json.utf8))
        #expect(json["event"] == "card_render_success" && json["status"] == "delivered" && json["latency_ms"] != nil)
        #expect(json["messageId"] == "m-1" && json["conversationId"] == "c-1" && json["templateId"] == "t-1")
        #expect(fixture.metrics.render().contains(#"lazaret_cards_total{outcome="sent"} 1"#))
        #expect(fixture.metrics.render().contains("lazaret_card_success_ratio 1"))
    }

    @Test func aCardThatIsRefusedHasFailedAtOnceWithTheReason() async throws {
        let fixture = try await queued()
        try await fixture.deliver(
            fixture.dispatcher(ScriptedTransport { $0 == 1 ? .refused(reason: "403: no") : .delivered(remoteID: nil, detail: "") }))
        let card = try #require(try await fixture.ledger.card("m-1"))
        #expect(card.state == .failed && card.detail == "403: no")
        #expect(try await fixture.actions() == ["card.failed", "report.delivered"])
        #expect(try await fixture.ledger.queueStatistics().messages == .init())
    }

    @Test func triesACardAgainAsLongAsSomebodyWaitsForIt() async throws {
        let fixture = try await queued(reports: false) { $0.maximumCardAttempts = 3 }
        let transport = ScriptedTransport { _ in .later(reason: "slower", after: .seconds(7)) }
        for _ in 0..<5 {
            try await fixture.deliver(fixture.dispatcher(transport))
            fixture.clock.advance(by: .seconds(60))
        }
        #expect(transport.deliveries.count == 3)
        #expect(Set(transport.deliveries.map(\.idempotencyKey)) == ["card/m-1"])
        #expect(try await fixture.ledger.card("m-1")?.state == .failed)
    }

    @Test func aReportThatNobodyTakesIsNeverInTheWayOfACard() async throws {
        let fixture = try await queued()
        let transport = ScriptedTransport { _ in .delivered(remoteID: nil, detail: "") }
        let silent = ScriptedTransport {
            $0 == 1 ? .delivered(remoteID: nil, detail: "") : .later(reason: "away", after: .seconds(3600))
        }
        try await fixture.deliver(fixture.dispatcher(silent))
        _ = try await fixture.ledger.enqueue(
            Sending(
                messages: [OutgoingCard(try Self.card("m-2"), way: .guest).message],
                card: CardRecord(messageID: "m-2", fingerprint: "f")))
        try await fixture.deliver(fixture.dispatcher(transport))
        #expect(try await fixture.ledger.card("m-2")?.state == .sent)
        #expect(transport.deliveries.count == 1)
        #expect(try await fixture.ledger.queueStatistics().messages.waiting == 2)
    }

    @Test func givesReportsUpWithoutLeavingThemBehind() async throws {
        let fixture = try await queued()
        try await fixture.deliver(
            fixture.dispatcher(ScriptedTransport { $0 == 1 ? .delivered(remoteID: nil, detail: "") : .refused(reason: "410") }))
        #expect(try await fixture.actions() == ["card.sent", "report.dropped"])
        #expect(try await fixture.ledger.queueStatistics().messages == .init())
    }

    @Test func writesTheWordsOfAPushedCardIntoTheConversation() async throws {
        let fixture = try await queued(.channel("shop"), reports: false, transcripts: true)
        let transport = ScriptedTransport()
        try await fixture.deliver(fixture.dispatcher(transport))
        let outgoing = try #require(transport.deliveries.last?.message as? OutgoingTranscript)
        #expect(outgoing.card.card.structured["text"] == "Hi\nFine")
        #expect(transport.deliveries.last?.channel == "shop")
    }
}
