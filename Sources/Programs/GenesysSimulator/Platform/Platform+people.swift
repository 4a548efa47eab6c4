internal import Crypto
internal import Foundation
internal import HTTPSemantics
internal import JSON

/// What customers and agents do, whether through the API or on the simulator's page.
extension Platform {
    /// Keeps a file.
    @discardableResult
    mutating func store(_ bytes: [UInt8], name: String, type: String?, id: String? = nil, at now: Date) -> StoredMedia {
        let stored = StoredMedia(
            id: id ?? newConversationID(), name: name, type: type ?? "application/octet-stream", bytes: bytes, origin: nil,
            created: now, expires: .distantFuture)
        media.add(stored)
        return stored
    }

    /// A customer writes on the platform's own widget: the file is with the platform at once, and nobody has scanned it.
    /// - Throws: ``Refusal`` 404 for a file that is not here.
    mutating func receiveWebMessage(
        from customer: String, name: String?, text: String?, mediaID: String?, at now: Date
    ) throws(Refusal) -> Message {
        let conversation = conversation(with: customer, name: name, on: .webmessaging, integrationID: nil, at: now)
        var message = Message(
            id: newMessageID(), direction: .inbound, integrationID: nil, conversationID: conversation.id, channelMessageID: nil,
            from: customer, to: nil, text: text, attachment: try mediaID.map { id throws(Refusal) in try attachment(id) },
            messenger: .webmessaging, author: .customer, receivedAt: now)
        if let mime = message.attachment?.mime.flatMap({ MediaType($0) }), !profiles[nil].letsIn(mime) {
            message.attachment?.fetched.state = .dropped
        }
        post(message, at: now)
        return message
    }

    /// An agent writes.
    /// - Throws: ``Refusal`` 404 for a conversation or a file that is not here, 400 for a conversation that is over.
    mutating func sendAsAgent(
        text: String?, mediaID: String?, structured: [JSON] = [], in conversationID: String, at now: Date
    ) throws(Refusal) -> Message {
        guard let conversation = conversations[conversationID] else { throw .notFound }
        try Refusal.checkStructured(structured, at: "content")
        guard !conversation.isOver else { throw .brokenRule("conversationId", "The conversation is over.") }
        let message = Message(
            id: newMessageID(), direction: .outbound, integrationID: conversation.integrationID, conversationID: conversationID,
            channelMessageID: nil, from: conversation.integrationID ?? PlatformConfiguration.demoUserID, to: conversation.address,
            text: text, attachment: try mediaID.map { id throws(Refusal) in try attachment(id) },
            messenger: conversation.messenger, author: .agent, structured: structured, status: .queued, receivedAt: now)
        post(message, at: now)
        return messages[message.id] ?? message
    }

    private func attachment(_ mediaID: String) throws(Refusal) -> Message.Attachment {
        guard let file = media[mediaID] else { throw .notFound }
        var fetched = FetchedMedia(.ok)
        fetched.contentType = file.type
        fetched.bytes = file.bytes.count
        let sha256 = try? SHA256.hash(file.bytes).hex
        fetched.sha256 = sha256
        return Message.Attachment(
            id: file.id, filename: file.name, mime: file.type, mediaType: Self.kind(of: file.type), url: nil, sha256: sha256,
            mediaID: file.id, fetched: fetched)
    }

    private static func kind(of type: String) -> String {
        switch MediaType(type)?.type {
        case "image": "Image"
        case "video": "Video"
        case "audio": "Audio"
        default: "File"
        }
    }
}
