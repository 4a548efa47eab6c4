public import Cards
public import Foundation
import JSON
public import Ledger

/// What is written down, told and sent on when a card has ended. Pure.
public struct CardAccount: Sendable {
    private let reports: Bool
    private let transcripts: Bool

    /// - Parameters:
    ///   - reports: whether somebody is told of each card's end.
    ///   - transcripts: whether the words of a card that was pushed to a channel are written into the conversation.
    public init(reports: Bool, transcripts: Bool) {
        self.reports = reports
        self.transcripts = transcripts
    }

    /// A card as its account names it.
    public struct Subject: Sendable, Hashable {
        /// Its name; for one that was refused, the name of the refusal.
        public let messageID: String
        /// Where it was to go.
        public let conversationID: String?
        /// What it was built from.
        public let templateID: String?

        /// Names a card.
        public init(messageID: String, conversationID: String?, templateID: String?) {
            self.messageID = messageID
            self.conversationID = conversationID
            self.templateID = templateID
        }

        /// Names a finished card.
        public init(_ card: CardMessage) {
            self.init(messageID: card.messageID, conversationID: card.conversationID, templateID: card.templateID)
        }
    }

    /// The audit log's entry.
    public func entry(
        _ subject: Subject, _ state: CardState, _ detail: String, latency: Duration?, by actor: String, at time: Date
    ) -> AuditEntry {
        let facts = [
            "message \(subject.messageID)", subject.conversationID.map { "conversation \($0)" },
            subject.templateID.map { "template \($0)" }, latency.map { "\($0.inMilliseconds) ms" },
        ].compactMap(\.self).joined(separator: ", ")
        return AuditEntry(at: time, actor: actor, action: "card.\(state.rawValue)", detail: "\(facts): \(detail)")
    }

    /// The report of a card's end, and the words for the transcript.
    func messages(_ card: OutgoingCard, _ state: CardState, _ detail: String, latency: Duration?, at time: Date) -> [NewMessage] {
        var messages = report(Subject(card.card), state, detail, latency: latency, at: time)
        if transcripts, state == .sent, case .channel = card.way {
            messages.append(OutgoingTranscript.queued(card))
        }
        return messages
    }

    /// The report of a card's end; the tutorial's own members.
    public func report(
        _ subject: Subject, _ state: CardState, _ detail: String, latency: Duration?, at time: Date
    ) -> [NewMessage] {
        guard reports else { return [] }
        let isSent = state == .sent
        var members: [JSON.Member] = [
            .init("event", isSent ? "card_render_success" : "card_render_failure"),
            .init("messageId", .string(subject.messageID)),
            .init("status", isSent ? "delivered" : "failed"),
            .init("timestamp", .string(time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))),
        ]
        if let id = subject.conversationID { members.append(.init("conversationId", .string(id))) }
        if let id = subject.templateID { members.append(.init("templateId", .string(id))) }
        if let latency { members.append(.init("latency_ms", .number(latency.inMilliseconds))) }
        if !isSent { members.append(.init("error", .string(detail))) }
        return [OutgoingReport.queued(subject.messageID, .object(members))]
    }
}

extension Duration {
    /// To a hundredth.
    fileprivate var inMilliseconds: Double { (self / .milliseconds(1) * 100).rounded() / 100 }
}
