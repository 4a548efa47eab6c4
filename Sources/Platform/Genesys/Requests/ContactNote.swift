/// A note on an external contact.
public struct ContactNote: PlatformRequest {
    private let contactID: String
    private let text: String

    /// Describes a note.
    /// - Parameters:
    ///   - contactID: the platform's identifier of the external contact.
    ///   - text: cut at 32,000 characters.
    public init(contactID: String, text: String) {
        self.contactID = contactID
        self.text = String(text.prefix(32_000))
    }

    /// The call with what it needs.
    public func order(_ configuration: GenesysConfiguration) throws -> PreparedRequest {
        try PreparedRequest(.contactNote, ["contactId": contactID], json: ["noteText": text])
    }
}
