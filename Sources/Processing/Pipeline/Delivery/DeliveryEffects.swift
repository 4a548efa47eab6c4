public import Attachments
public import Foundation
public import Ledger

/// What the end of a message changes besides the outbox, in one transaction with it.
public struct DeliveryEffects: Sendable, Hashable {
    /// States that the attachment goes to.
    public var entries: [TimelineEntry]
    /// A sentence for the timeline.
    public var remark: String?
    /// The link by which the platform was given the attachment.
    public var sentLink: String?
    /// How the card ended that the message was.
    public var card: CardEnding?
    /// Messages that follow.
    public var messages: [NewMessage]
    /// In place of the dispatcher's own entry in the audit log.
    public var audit: AuditEntry?

    /// Puts effects together; none by default.
    public init(
        entries: [TimelineEntry] = [], remark: String? = nil, sentLink: String? = nil, card: CardEnding? = nil,
        messages: [NewMessage] = [], audit: AuditEntry? = nil
    ) {
        self.entries = entries
        self.remark = remark
        self.sentLink = sentLink
        self.card = card
        self.messages = messages
        self.audit = audit
    }
}

/// How a message ended: delivered, or given up.
public struct DeliveryEnd: Sendable, Hashable {
    /// A sentence for the timeline.
    public let detail: String
    /// The other side's own identifier.
    public let remoteID: String?
    /// Of the last call; `nil` when there was none.
    public let latency: Duration?

    init(_ detail: String, remoteID: String? = nil, latency: Duration?) {
        self.detail = detail
        self.remoteID = remoteID
        self.latency = latency
    }

    /// The sentence with the identifier.
    public var summary: String { remoteID.map { "\(detail) (\($0))" } ?? detail }
}

/// What a message's end is seen in.
public struct DeliveryContext: Sendable {
    /// The time of the end.
    public let time: Date
    /// What goes out for which outcome.
    public let outcomes: OutcomeRules
    /// What is told of cards.
    public let cards: CardAccount

    /// What the operator's own systems are told of the message's attachment.
    func handovers(_ message: OutboxMessage, _ state: AttachmentState) -> [NewMessage] {
        message.attachment.map {
            OutcomeNotifications(attachment: $0, message: message.origin, delivers: true, rules: outcomes).handover(state)
        } ?? []
    }
}

/// What messages are made from besides their rows.
public struct DeliverySources: Sendable {
    /// Makes a link to a released file, valid from now on.
    public typealias LinkMaker = @Sendable (Attachment) throws -> URL

    /// Where attachments and their timelines stand.
    public let ledger: any Ledger
    /// Links are made at the last moment, so that a message that waited does not carry one that has run out.
    public let link: LinkMaker

    /// Gathers the sources.
    public init(ledger: any Ledger, link: @escaping LinkMaker) {
        self.ledger = ledger
        self.link = link
    }
}

extension OutboxMessage {
    /// The attachment that it is about.
    ///
    /// - Throws: `ImpossibleDelivery` when it is about none.
    public func requiredAttachment() throws(ImpossibleDelivery) -> Attachment {
        guard let attachment else { throw ImpossibleDelivery(reason: "The message is about no attachment that is known.") }
        return attachment
    }

    /// The conversation's message that it is about.
    ///
    /// - Throws: `ImpossibleDelivery` when it is about none.
    public func requiredOrigin() throws(ImpossibleDelivery) -> ConversationMessage {
        guard let origin else { throw ImpossibleDelivery(reason: "The message is about no conversation's message that is known.") }
        return origin
    }
}
