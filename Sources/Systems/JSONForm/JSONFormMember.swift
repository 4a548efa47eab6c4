/// The members that mean something here; all others are read and passed over.
enum JSONFormMember: String, Sendable, Hashable {
    case text
    case contactID = "contact_id"
    case conversationID = "conversation_id"
    case messageID = "message_id"
    case attachments
    case filename
    case contentType
    case data
    case url

    /// The member of a name, of which some have two.
    init?(_ name: String) {
        switch name {
        case "contactId": self = .contactID
        case "conversationId": self = .conversationID
        case "messageId": self = .messageID
        case "files": self = .attachments
        default: self.init(rawValue: name)
        }
    }

    /// Whether it describes a file and not the message.
    var isOfFile: Bool {
        switch self {
        case .filename, .contentType, .data, .url: true
        case .text, .contactID, .conversationID, .messageID, .attachments: false
        }
    }
}
