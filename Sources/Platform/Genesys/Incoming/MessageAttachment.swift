/// A file that a message names, as the platform tells it; nothing of it is checked.
public struct MessageAttachment: Sendable, Hashable {
    /// The platform's identifier of the file.
    public var id: String?
    /// What the sender calls it.
    public var name: String?
    /// What the sender says it is, such as `application/pdf`.
    public var mime: String?
    /// Bytes.
    public var size: Int?
    /// Where it can be had; may be a secret.
    public var url: String?

    /// Describes a file.
    public init(id: String? = nil, name: String? = nil, mime: String? = nil, size: Int? = nil, url: String? = nil) {
        self.id = id
        self.name = name
        self.mime = mime
        self.size = size
        self.url = url
    }
}

extension MessageAttachment {
    /// An element of `content` with `contentType: Attachment` (`ContentAttachment`), some senders leaving the `contentType` out.
    init?(content: IncomingJSON) {
        let attachment = content["attachment"]
        guard attachment.isObject, ["attachment", nil].contains(content["contentType"].prose?.lowercased()) else { return nil }
        self.init(file: attachment)
    }

    /// An object that describes a file (`ConversationContentAttachment`), whatever it hangs on.
    init(file: IncomingJSON) {
        self.init(
            id: file["id"].text, name: file.first("filename", "fileName", "name").text, mime: file["mime"].text,
            size: file.first("contentSizeBytes", "contentLengthBytes").count, url: file["url"].text)
        // The tutorials write the MIME type where the platform has one of five words.
        if mime == nil, let type = file["mediaType"].text, type.contains("/") { mime = type }
    }

    /// An element of `media` (`MessageMedia`).
    init?(media: IncomingJSON) {
        guard media.isObject else { return nil }
        self.init(
            id: media["id"].text, name: media["name"].text, mime: media["mediaType"].text, size: media["contentLengthBytes"].count,
            url: media["url"].text)
    }

    /// An element of the tutorial's `attachments`.
    init?(tutorial: IncomingJSON) {
        guard tutorial.isObject else { return nil }
        self.init(
            id: tutorial["id"].text, name: tutorial.first("fileName", "filename", "name").text,
            mime: tutorial.first("contentType", "mime").text, size: tutorial["size"].count,
            url: tutorial.first("url", "downloadUrl").text)
    }
}
