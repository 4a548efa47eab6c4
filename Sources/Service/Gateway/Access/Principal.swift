import Attachments

/// Who sent a request, as far as its credentials say.
enum Principal: Sendable {
    /// Whoever it is: the route is open, or checks for itself.
    case anybody
    /// Whoever brings a signature that the route has still to look at.
    case signer(UnverifiedRequest)
    /// The holder of a key with a role that the route asks for, by the key's name.
    case holder(String)
    /// Whoever was given an upload token.
    case sender(UploadToken)

    /// The key's name, for the audit.
    var name: String? {
        if case .holder(let name) = self { name } else { nil }
    }

    /// What the audit log calls them.
    var auditName: String {
        switch self {
        case .anybody, .signer: "anybody"
        case .holder(let name): name
        case .sender(let token): "token \(token.id)"
        }
    }

    /// What the request log calls them.
    var logName: String {
        switch self {
        case .anybody, .signer: "anonymous"
        case .holder, .sender: auditName
        }
    }

    /// Says that the signature of their request is right.
    func verify() {
        if case .signer(let request) = self { request.verify() }
    }

    /// Whether an attachment is theirs to see: with a token, only what came in under its conversation and contact.
    func mayRead(_ attachment: Attachment) -> Bool {
        switch self {
        case .anybody, .signer: false
        case .holder: true
        case .sender(let token):
            attachment.conversationID == token.conversationID
                && (token.contactID == nil || attachment.contactID == token.contactID)
        }
    }
}
