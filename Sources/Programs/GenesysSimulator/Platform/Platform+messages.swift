internal import Foundation
internal import HTTPSemantics

/// What happens to messages, wherever they come from.
extension Platform {
    /// The conversation that goes on with a customer, or a new one.
    mutating func conversation(
        with address: String, name: String? = nil, on messenger: Messenger, integrationID: String?, at now: Date
    ) -> Conversation {
        if let current = conversations.current(of: address, with: integrationID, on: messenger) { return current }
        return beginConversation(
            id: newConversationID(), with: address, name: name, on: messenger, integrationID: integrationID, at: now)
    }

    mutating func beginConversation(
        id: String, with address: String, name: String? = nil, on messenger: Messenger, integrationID: String?, at now: Date
    ) -> Conversation {
        let conversation = Conversation(
            id: id, messenger: messenger, integrationID: integrationID, address: address, customerName: name, at: now,
            newID: newConversationID)
        conversations.add(conversation)
        announceStart(of: conversation, at: now)
        return conversation
    }

    /// Puts a message into its conversation, tells those who listen, and sends it on to the customer when it is for one.
    mutating func post(_ message: Message, at now: Date) {
        if let forgotten = messages.append(message) { conversations.remove(forgotten) }
        conversations.add(message)
        announce(message, at: now)
        if message.direction == .outbound { sendOut(message, at: now) }
    }

    /// Takes note of what became of a fetch that a reply asked for, and keeps a copy of the file.
    mutating func record(_ fetched: FetchedMedia, bytes: [UInt8] = [], for order: MediaOrder, at now: Date = Date()) {
        guard let message = messages.update(order.messageID, { $0.attachment?.fetched = fetched }) else { return }
        if fetched.state == .ok { keep(bytes, fetched, of: message, from: order.url, at: now) }
        if let message = messages[order.messageID] {
            announce(message, at: now)
            sendReceipt(for: message, at: now)
        }
    }

    /// The files that a message shows: not what was dropped.
    func visibleAttachment(of message: Message) -> Message.Attachment? {
        guard let attachment = message.attachment, attachment.fetched.state != .dropped else { return nil }
        return attachment
    }

    /// Where the API gives a file out.
    func downloadURL(of mediaID: String) -> String { "\(configuration.publicURL)/api/v2/downloads/\(mediaID)" }

    mutating func forgetMessages() {
        messages.removeAll()
        conversations.removeAll()
        media.removeAll()
    }

    private mutating func keep(_ bytes: [UInt8], _ fetched: FetchedMedia, of message: Message, from url: String, at now: Date) {
        let id = newConversationID()
        media.add(
            StoredMedia(
                id: id, name: message.attachment?.filename ?? "attachment", type: fetched.contentType ?? "application/octet-stream",
                bytes: bytes, origin: url, created: now, expires: now + configuration.mediaLifetime / .seconds(1)))
        messages.update(message.id) { $0.attachment?.mediaID = id }
    }
}
