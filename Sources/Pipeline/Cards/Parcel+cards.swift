import Ledger

extension Parcel.Contents {
    /// What is about no attachment and no message of the conversation: all that is needed lies in the outbox.
    ///
    /// - Throws: `ImpossibleParcel` when that cannot be read.
    init(byItself message: OutboxMessage) throws(ImpossibleParcel) {
        switch message.kind {
        case .card: self = .card(try OutgoingCard(stored: message.payload))
        case .transcript: self = .transcript(try OutgoingCard(stored: message.payload))
        case .click: self = .click(try OutgoingClick(stored: message.payload))
        case .report: self = .report(message.payload ?? "")
        default: throw ImpossibleParcel(reason: "The message is about nothing that is known.")
        }
    }

    /// The configured channel that it belongs to; `nil` where that is a matter of the conversation's message.
    var channel: String? {
        switch self {
        case .card(let card), .transcript(let card): card.channel
        case .click(let click): click.channel
        default: nil
        }
    }
}

extension OutboxMessage {
    /// How a card ends that cannot be read; its key has its name.
    func lostCard(_ reason: String) -> CardEnding? {
        guard kind == .card, idempotencyKey.hasPrefix(OutgoingCard.keyPrefix) else { return nil }
        return CardEnding(
            messageID: String(idempotencyKey.dropFirst(OutgoingCard.keyPrefix.count)), state: .failed, detail: reason, latency: nil)
    }
}
