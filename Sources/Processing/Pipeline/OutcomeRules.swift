public import Attachments

/// What goes out for which outcome, besides the file itself.
public struct OutcomeRules: Sendable, Hashable {
    /// How long a file may be looked at before the agent is shown a sign of it; `nil`: never.
    public var placeholderAfter: Duration?
    /// Whether a conversation ends when an agent has an infected file in it.
    public var disconnectsInfected = false
    /// Whether released files are put on the external contact as well.
    public var notesContacts = false
    /// The outcomes that the operator's own systems are told.
    public var handover: Set<AttachmentState> = []
    /// What customers are told, where it is not the English sentence.
    public var notices = CustomerWords()

    /// The defaults: the file, the notice, and the attributes; nothing else.
    public init() {}

    /// The words of a notice about a file.
    func text(_ notice: CustomerNotice, about file: FileFacts) -> String { notices.sentence(notice, file: file.name) }
}
