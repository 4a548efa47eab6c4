import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct CardConformanceTests {
    let clock = TestClock()

    private func sending(
        _ name: String?, fingerprint: String = "f", key: String? = nil, state: CardState = .queued, latency: Duration? = nil
    ) -> Sending {
        Sending(
            messages: state == .queued
                ? [NewMessage(kind: .card, idempotencyKey: "card/\(name ?? "")", payload: "{}", lane: "l")] : [],
            card: CardRecord(
                messageID: name, fingerprint: fingerprint, conversationID: "c", templateID: "t", state: state, latency: latency),
            claims: [key].compactMap(\.self).map { .init(scope: "web", key: $0, fingerprint: fingerprint) },
            audit: [AuditEntry(at: clock.now, actor: "web", action: "card.\(state.rawValue)", detail: "")])
    }

    @Test(arguments: BackEnd.all) func takesACardOnceForItsName(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        #expect(try await ledger.enqueue(sending("a")) == .accepted)
        #expect(try await ledger.enqueue(sending("a")) == .repeated(card: "a"))
        #expect(await code { _ = try await ledger.enqueue(sending("a", fingerprint: "other")) } == .keyReused)
        #expect(try await ledger.queueStatistics().messages.waiting == 1)
        #expect(try await ledger.audit(after: 0, limit: 10).map(\.entry.action) == ["card.queued"])
        let card = try #require(try await ledger.card("a"))
        #expect(card.state == .queued && card.conversationID == "c" && card.templateID == "t" && card.createdAt == clock.now)
        #expect(try await ledger.card("b") == nil)
    }

    @Test(arguments: BackEnd.all) func takesACardOnceForTheSendersKey(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        #expect(try await ledger.enqueue(sending("a", key: "k")) == .accepted)
        #expect(try await ledger.enqueue(sending("b", key: "k")) == .repeated(card: "a"))
        #expect(await code { _ = try await ledger.enqueue(sending("c", fingerprint: "other", key: "k")) } == .keyReused)
        #expect(try await ledger.card("b") == nil)
        #expect(try await ledger.card("c") == nil)
    }

    @Test(arguments: BackEnd.all) func writesDownHowACardEnds(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.enqueue(sending("a"))
        let message = try #require(try await ledger.takeMessages(limit: 1, lease: .seconds(10)).first)
        #expect(message.kind == .card && message.attachment == nil && message.origin == nil)
        async let settled = ledger.settledCard("a", atMost: .seconds(20))
        clock.advance(by: .seconds(3))
        try await ledger.commit(
            Step(
                lease: message.lease, attachment: nil,
                card: CardEnding(messageID: "a", state: .sent, detail: "taken", latency: .milliseconds(12)),
                messages: [NewMessage(kind: .report, idempotencyKey: "card/a/report", payload: "{}", lane: "analytics")],
                disposition: .done))
        let card = try #require(try await settled)
        #expect(card.state == .sent && card.detail == "taken" && card.latency == .milliseconds(12))
        #expect(card.settledAt == clock.now)
        #expect(try await ledger.takeMessages(limit: 5, lease: .seconds(10)).map(\.kind) == [.report])
    }

    @Test(arguments: BackEnd.all) func countsCardsSinceATime(_ backEnd: BackEnd) async throws {
        let ledger = try await backEnd.open(clock)
        _ = try await ledger.enqueue(sending("old", state: .failed))
        clock.advance(by: .seconds(100))
        let since = clock.now
        for number in 1...100 {
            _ = try await ledger.enqueue(sending("\(number)", state: .sent, latency: .milliseconds(number)))
        }
        _ = try await ledger.enqueue(sending(nil, state: .refused))
        _ = try await ledger.enqueue(sending(nil, state: .refused))
        _ = try await ledger.enqueue(sending("q"))
        let statistics = try await ledger.cardStatistics(since: since)
        #expect(statistics.counts == [.sent: 100, .refused: 2, .queued: 1])
        #expect(statistics.successRate == 100.0 / 102)
        #expect(
            statistics.latency
                == .init(median: .milliseconds(50), p95: .milliseconds(95), p99: .milliseconds(99), maximum: .milliseconds(100)))
        #expect(try await ledger.cardStatistics(since: clock.now + 1) == CardStatistics())

        try await ledger.forgetClaims(before: clock.now + 1, lastingBefore: .distantPast)
        #expect(try await ledger.cardStatistics(since: .distantPast).counts == [.queued: 1])
    }
}
