public import Attachments
import Foundation
import Ledger

/// What goes out when an attachment has come to its end. Pure.
///
/// A message goes out only where there is a way to the platform. Of an agent's message the files go with the whole, behind all of them.
/// What is not for the agent's conversation has a lane of its own, so that it is never in the way of what is.
struct OutcomeNotifications: Sendable {
    let attachment: Attachment
    /// The message that it is a part of, where the gateway keeps one.
    let message: ConversationMessage?
    let delivers: Bool
    var rules = OutcomeRules()

    /// It passed: the agent gets it, unless the platform has shown it to the agent already.
    func release() -> [NewMessage] {
        guard delivers, !isOutbound else { return handover(.released) }
        if isAtThePlatform { return attributes(.released) + handover(.released) }
        guard attachment.contactID != nil else { return handover(.released) }
        return [OutgoingFile.queued(attachment)] + note() + handover(.released)
    }

    /// It did not pass: the customer is told, and where the agent has it already, the agent.
    func refusal(_ notice: CustomerNotice?, as state: AttachmentState) -> [NewMessage] {
        guard delivers, !isOutbound else { return handover(state) }
        return tell(notice) + attributes(state) + (state == .infected && isAtThePlatform ? recall() : []) + handover(state)
    }

    /// It waits for an operator.
    func hold() -> [NewMessage] { (delivers && !isOutbound ? attributes(.held) : []) + handover(.held) }

    /// It had passed and should not have: what went out is taken back as far as that can be done.
    func withdrawal() -> [NewMessage] {
        guard delivers, !isOutbound else { return handover(.infected) }
        return attributes(.infected) + recall() + handover(.infected)
    }

    /// The operator's own systems are told.
    func handover(_ state: AttachmentState) -> [NewMessage] {
        guard rules.handover.contains(state) else { return [] }
        return [OutgoingHandover.queued(attachment, state, since: since)]
    }

    // MARK: Messages

    private func tell(_ notice: CustomerNotice?) -> [NewMessage] {
        guard hasCustomer, let notice else { return [] }
        return [OutgoingNotice.queued(attachment, text: rules.text(notice, about: attachment.file))]
    }

    /// Flags the conversation.
    private func attributes(_ state: AttachmentState) -> [NewMessage] {
        guard let conversation = attachment.conversationID, isAtThePlatform || state == .infected && wasDelivered else { return [] }
        return [OutgoingAttributes.queued(attachment, state, since: since, in: conversation)]
    }

    private func recall() -> [NewMessage] {
        let hasConversation = attachment.conversationID != nil
        var messages: [NewMessage] = []
        if hasConversation || wasDelivered { messages.append(OutgoingRemoval.queued(attachment)) }
        if hasConversation || attachment.contactID != nil { messages.append(OutgoingAlert.queued(attachment)) }
        if hasConversation, rules.disconnectsInfected { messages.append(OutgoingDisconnection.queued(attachment)) }
        return messages
    }

    private func note() -> [NewMessage] { rules.notesContacts ? [OutgoingNote.queued(attachment)] : [] }

    /// Tells apart what happens again after a retry, while the first time may still wait to be told.
    private var since: Int { Int(attachment.updatedAt.timeIntervalSince1970 * 1000) }

    private var isOutbound: Bool { message?.direction == .outbound }

    /// Whether it came from the platform, where the agent may have seen it.
    private var isAtThePlatform: Bool { attachment.isAtThePlatform }

    private var wasDelivered: Bool { attachment.state == .delivered || attachment.state == .released }

    private var hasCustomer: Bool {
        attachment.contactID != nil || isAtThePlatform && attachment.conversationID != nil
    }
}

extension Attachment {
    /// Whether it came from the platform, where the agent may have seen it.
    public var isAtThePlatform: Bool { source == .webhook || source == .watcher }
}
