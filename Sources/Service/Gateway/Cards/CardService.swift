public import Cards
public import Channels
import Crypto
public import Foundation
import JSON
public import Ledger
public import Pipeline

/// Takes cards in: built, checked and cleaned, then in the outbox, or refused; and accounts for both.
public struct CardService: Sendable {
    let builder: CardBuilder
    let ledger: any Ledger
    let account: CardAccount
    let now: @Sendable () -> Date
    let newMessageID: @Sendable () -> String
    private let metrics: CardMetrics
    private let addresses: CardAddresses

    /// Puts a desk together.
    ///
    /// - Parameters:
    ///   - isTutorial: whether the tutorials' routes are in force, and cards go to the guest endpoint.
    ///   - channels: where cards go else.
    ///   - newMessageID: names cards that have no name yet.
    public init(
        builder: CardBuilder, ledger: any Ledger, isTutorial: Bool, channels: LiveChannels, account: CardAccount,
        metrics: CardMetrics, now: @escaping @Sendable () -> Date, newMessageID: @escaping @Sendable () -> String
    ) {
        self.builder = builder
        self.ledger = ledger
        self.account = account
        self.metrics = metrics
        self.now = now
        self.newMessageID = newMessageID
        addresses = CardAddresses(isTutorial: isTutorial, channels: channels)
    }

    /// Whether there is a template of this name.
    public func hasTemplate(_ id: String) -> Bool { builder.hasTemplate(id) }

    /// A card that was taken in, now or when it came first.
    struct Receipt: Sendable {
        let messageID: String
        let notices: [CardProblem]
    }

    /// Puts a card into the outbox, once for its name and for the sender's key.
    ///
    /// - Throws: `CardRefusal`; `LedgerError` with `keyReused`.
    func send(_ request: JSON, key: IdempotencyKey?, by actor: String) async throws -> Receipt {
        let (prepared, outgoing) = try await finished(request, by: actor)
        let fingerprint = try SHA256.hash(request.bytes).hex
        let message = prepared.message
        let sending = Sending(
            messages: [outgoing.message],
            card: CardRecord(
                messageID: message.messageID, fingerprint: fingerprint, conversationID: message.conversationID,
                templateID: message.templateID),
            claims: [key].compactMap(\.self).map { IntakeRecord.Claim(scope: $0.scope, key: $0.key, fingerprint: fingerprint) },
            audit: [account.entry(.init(message), .queued, "taken in", latency: nil, by: actor, at: now())])
        switch try await ledger.enqueue(sending) {
        case .accepted: return Receipt(messageID: message.messageID, notices: prepared.notices)
        case .repeated(let known): return Receipt(messageID: known ?? message.messageID, notices: prepared.notices)
        }
    }

    /// Builds a card and finds its way; a refusal is accounted for.
    private func finished(_ request: JSON, by actor: String) async throws -> (PreparedCard, OutgoingCard) {
        do throws(CardRefusal) {
            let prepared = try builder.prepare(request, newMessageID: newMessageID)
            return (prepared, try addresses.outgoing(prepared.message, of: request))
        } catch {
            try await refused(error, Self.subject(of: request, newMessageID()), by: actor)
            throw error
        }
    }

    /// Accounts for a card that never came to be.
    func refused(_ refusal: CardRefusal, _ subject: CardAccount.Subject, by actor: String) async throws {
        // Paths and reasons may hold what the sender wrote: only their number is kept.
        let detail = "refused for \(refusal.problems.count) problem\(refusal.problems.count == 1 ? "" : "s")"
        _ = try await ledger.enqueue(account(subject, .refused, detail, latency: nil, by: actor))
        metrics.ended(.refused, latency: nil)
    }

    /// Accounts for a card that has gone out with an answer of ours.
    func sent(_ card: CardMessage, latency: Duration, by actor: String) async throws {
        _ = try await ledger.enqueue(account(.init(card), .sent, "answered to the bot's turn", latency: latency, by: actor))
        metrics.ended(.sent, latency: latency)
    }

    private func account(
        _ subject: CardAccount.Subject, _ state: CardState, _ detail: String, latency: Duration?, by actor: String
    ) -> Sending {
        let time = now()
        return Sending(
            messages: account.report(subject, state, detail, latency: latency, at: time),
            card: CardRecord(
                messageID: state == .refused ? nil : subject.messageID, fingerprint: "", conversationID: subject.conversationID,
                templateID: subject.templateID, state: state, detail: detail, latency: latency),
            audit: [account.entry(subject, state, detail, latency: latency, by: actor, at: time)])
    }

    /// What a card that cannot be built says of itself, as far as it is fit to be written down.
    private static func subject(of request: JSON, _ name: String) -> CardAccount.Subject {
        func identifier(_ name: String) -> String? {
            request[name]?.string.flatMap { CardAddresses.isIdentifier($0) ? $0 : nil }
        }
        return CardAccount.Subject(
            messageID: "refused-\(name)", conversationID: identifier("conversationId"), templateID: identifier("templateId"))
    }
}
