internal import Foundation

/// A message in a conversation, with what was seen of its attachment.
struct Message: Sendable {
    enum Direction: String, Sendable {
        case inbound
        case outbound
    }

    /// The platform's own.
    let id: String
    let direction: Direction
    /// `nil` where the route does not say.
    let integrationID: String?
    let conversationID: String
    /// The sender's own; `nil` for outbound messages.
    let channelMessageID: String?
    let from: String?
    let to: String?
    let text: String?
    var attachment: Attachment?
    var customAttributes: [String: String] = [:]
    /// How often it came: more than 1 when its sender used the same id again.
    var deliveries = 1
    let receivedAt: Date

    /// What the sender declared about a file, and what came when it was fetched.
    struct Attachment: Sendable {
        let id: String?
        let filename: String?
        let mime: String?
        let mediaType: String
        let url: WebAddress
        let sha256: String?
        var fetched = FetchedMedia(.pending)
    }
}
