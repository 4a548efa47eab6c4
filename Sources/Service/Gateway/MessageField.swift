/// The fields of a form and of a query that say something of a message; three have two names, as the members of JSON have.
enum MessageField: String {
    case contactID = "contact_id"
    case conversationID = "conversation_id"
    case messageID = "message_id"
    case text

    /// The field of a name; `nil` for one that means nothing.
    init?(_ name: String) {
        switch name {
        case "contactId": self = .contactID
        case "conversationId": self = .conversationID
        case "messageId": self = .messageID
        default: self.init(rawValue: name)
        }
    }
}
