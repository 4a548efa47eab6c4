import Attachments
import Ledger

/// What goes out when an attachment has come to its end. Pure.
///
/// A message goes out only where there is a courier to take it. Of an agent's message the files go with the whole, behind all of them.
struct Consequences: Sendable {
    let attachment: Attachment
    /// The message that it is a part of, where the gateway keeps one.
    let message: ConversationMessage?
    let delivers: Bool

    /// It passed: the agent gets it, unless the platform has shown it to the agent already.
    func release() -> [NewMessage] {
        guard delivers, !isOutbound, !isAtThePlatform, attachment.contactID != nil else { return [] }
        return [NewMessage(kind: .file, idempotencyKey: "\(attachment.id)")]
    }

    /// It did not pass: the customer is told.
    func refusal(_ notice: CustomerNotice?) -> [NewMessage] {
        guard delivers, !isOutbound, hasCustomer, let notice else { return [] }
        return [NewMessage(kind: .notice, idempotencyKey: "\(attachment.id)-notice", payload: notice.sentence)]
    }

    /// It passed, and newer signatures found something in it: what is known at the platform has to be put right.
    func withdrawal() -> [NewMessage] { [] }

    private var isOutbound: Bool { message?.direction == .outbound }

    /// Whether it came from the platform, where the agent may have seen it.
    private var isAtThePlatform: Bool { attachment.source == .webhook || attachment.source == .watcher }

    private var hasCustomer: Bool {
        attachment.contactID != nil || isAtThePlatform && attachment.conversationID != nil
    }
}
