public import Attachments
public import Foundation

/// Who did what, when.
public struct AuditEntry: Sendable, Hashable {
    /// When it was done.
    public let at: Date
    /// Who: a way in, a key's name, or a part of the gateway.
    public let actor: String
    /// What, in one word.
    public let action: String
    /// To which attachment; `nil` when it was to none.
    public let attachment: AttachmentID?
    /// A sentence for people; nothing of the customer's in it.
    public let detail: String
    /// Why, in the words of who did it; `nil` when nothing was said.
    public let reason: AuditReason?

    /// Makes an entry.
    public init(
        at: Date, actor: String, action: String, attachment: AttachmentID? = nil, detail: String, reason: AuditReason? = nil
    ) {
        self.at = at
        self.actor = actor
        self.action = action
        self.attachment = attachment
        self.detail = detail
        self.reason = reason
    }
}
