internal import HTTPSemantics
internal import JSON

/// A checked body of an inbound call, read; and the rules that look at more than one member.
struct InboundMessage {
    /// What `channel.metadata.customAttributes` may take, as JSON.
    private static let maximumAttributeBytes = 2047

    let channelMessageID: String?
    let from: String
    /// What to call the sender; `nil` when nothing was said.
    let name: String?
    let sender: JSON?
    let metadata: JSON?
    let text: String?
    let attachment: Message.Attachment?
    let customAttributes: [String: String]

    /// Reads a body that has the shape.
    /// - Throws: ``Refusal`` for a message without text and content, too many custom attributes, a URL that is not `https`.
    init(_ body: JSON, for profile: SupportedContent, allowsPlainHTTP: Bool) throws(Refusal) {
        let channel = body["channel"]
        channelMessageID = channel?["messageId"]?.string
        from = channel?["from"]?["id"]?.string ?? ""
        name = channel?["from"]?["nickname"]?.string
        sender = channel?["from"]
        metadata = body["metadata"]
        text = body["text"]?.string
        customAttributes = try Self.customAttributes(channel?["metadata"]?["customAttributes"])
        attachment = try Self.attachment(body["content"]?.array?.first?["attachment"], profile, allowsPlainHTTP)
        guard text?.isEmpty == false || attachment != nil else {
            throw .brokenRule("text", "The message must have text or content.")
        }
    }

    private static func customAttributes(_ json: JSON?) throws(Refusal) -> [String: String] {
        guard let json, let members = json.members else { return [:] }
        guard json.bytes.count <= maximumAttributeBytes else {
            throw .outOfBounds("channel.metadata.customAttributes", "a number of bytes", 0...maximumAttributeBytes)
        }
        return members.compactMapValues(\.string)
    }

    private static func attachment(
        _ json: JSON?, _ profile: SupportedContent, _ allowsPlainHTTP: Bool
    ) throws(Refusal) -> Message.Attachment? {
        guard let json, let text = json["url"]?.string, let url = WebAddress(text) else { return nil }
        guard url.isEncrypted || url.isLoopback || allowsPlainHTTP else {
            throw .brokenRule("content[0].attachment.url", "The URL must be https.")
        }
        let mime = json["mime"]?.string
        var attachment = Message.Attachment(
            id: json["id"]?.string, filename: json["filename"]?.string, mime: mime, mediaType: json["mediaType"]?.string ?? "",
            url: url, sha256: json["sha256"]?.string, text: json["text"]?.string)
        if let mime, let type = MediaType(mime), !profile.letsIn(type) {
            attachment.fetched = FetchedMedia(.dropped)
        }
        return attachment
    }
}
