/// What the platform calls `mediaType` of an attachment.
enum MediaKind: String, Encodable {
    case image = "Image"
    case video = "Video"
    case audio = "Audio"
    case file = "File"

    /// The kind of a MIME type.
    init(mime: String) {
        switch mime.prefix(while: { $0 != "/" }).lowercased() {
        case "image": self = .image
        case "video": self = .video
        case "audio": self = .audio
        default: self = .file
        }
    }
}
