/// The tutorial's socket event `conversation.media.upload`.
public struct MediaUploadEvent: Sendable, Hashable {
    /// The conversation.
    public let conversationID: String
    /// The file.
    public let attachment: MessageAttachment

    /// `nil` for other events, and without what the file is fetched and named by.
    init?(_ json: IncomingJSON) {
        guard json["eventType"].text == "conversation.media.upload", let conversation = json["conversation"]["id"].text,
            let media = json["media"]["id"].text
        else { return nil }
        conversationID = conversation
        attachment = MessageAttachment(
            id: media, name: json["media"].first("filename", "fileName").text, url: json["media"]["downloadUrl"].text)
    }
}
