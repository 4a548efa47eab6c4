import HTTPSemantics

/// Puts a file on an external contact: the file itself by the tutorials' route, a note with a link on the platform, which has no such route.
public struct ContactAttachment: PlatformRequest {
    /// The tutorials' limit of a file.
    public static let maximumBytes = 10 << 20

    private let contactID: String
    private let fileName: String
    private let type: String
    private let content: [UInt8]
    private let link: String

    /// Describes a file.
    /// - Parameters:
    ///   - contactID: the platform's identifier of the external contact.
    ///   - type: the MIME type that was found.
    ///   - content: the whole file; used by the tutorials' route alone.
    ///   - link: where it can be had; used by the platform's alone.
    public init(contactID: String, fileName: String, type: String, content: [UInt8], link: String) {
        self.contactID = contactID
        self.fileName = fileName
        self.type = type
        self.content = content
        self.link = link
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        let values = ["contactId": contactID]
        switch configuration.routes.set {
        case .platform: return try PreparedRequest(.contactAttachment, values, json: ["noteText": "\(fileName): \(link)"])
        case .tutorial:
            guard content.count <= Self.maximumBytes else {
                throw GenesysError(.rejected, "The file is larger than \(Self.maximumBytes) bytes; send a link instead.")
            }
            let form = FileForm(fileName: fileName, type: type, content: content)
            return PreparedRequest(.contactAttachment, values, fields: ["Content-Type": form.contentType], body: form.bytes)
        }
    }
}
