import Cards
import Foundation
import Ledger

/// A card as its sender sees it.
struct CardResource: Encodable {
    let messageId: String
    let conversationId: String?
    let templateId: String?
    let state: String
    let detail: String?
    let latencyMilliseconds: Double?
    let createdAt: Date
    let settledAt: Date?
    let notices: [Notice]?

    struct Notice: Encodable {
        let path: String
        let reason: String
    }

    private enum CodingKeys: String, CodingKey {
        case messageId, conversationId, templateId, state, detail, createdAt, settledAt, notices
        case latencyMilliseconds = "latency_ms"
    }

    init(_ record: CardRecord, notices: [CardProblem]? = nil) {
        messageId = record.messageID ?? ""
        conversationId = record.conversationID
        templateId = record.templateID
        state = record.state.rawValue
        detail = record.detail
        latencyMilliseconds = record.latency.map { $0 / .milliseconds(1) }
        createdAt = record.createdAt
        settledAt = record.settledAt
        self.notices = notices?.map { Notice(path: $0.path, reason: $0.reason) }
    }
}

/// The body of `GET /cards/stats`.
struct CardStatisticsResource: Encodable {
    let since: Date
    let sent: Int
    let failed: Int
    let refused: Int
    let queued: Int
    let successRate: Double?
    let latencyMilliseconds: Latency?

    struct Latency: Encodable {
        let median: Double
        let p95: Double
        let p99: Double
        let maximum: Double
    }

    private enum CodingKeys: String, CodingKey {
        case since, sent, failed, refused, queued, successRate
        case latencyMilliseconds = "latency_ms"
    }

    init(_ statistics: CardStatistics, since: Date) {
        self.since = since
        sent = statistics.counts[.sent] ?? 0
        failed = statistics.counts[.failed] ?? 0
        refused = statistics.counts[.refused] ?? 0
        queued = statistics.counts[.queued] ?? 0
        successRate = statistics.successRate
        latencyMilliseconds = statistics.latency.map { latency in
            Latency(
                median: latency.median / .milliseconds(1), p95: latency.p95 / .milliseconds(1), p99: latency.p99 / .milliseconds(1),
                maximum: latency.maximum / .milliseconds(1))
        }
    }
}
