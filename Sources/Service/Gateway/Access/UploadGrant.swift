import Notation

/// What somebody wants an upload token to allow.
public struct UploadGrant: Sendable, Hashable {
    /// The conversation that every file goes into.
    public var conversationID: String
    /// The customer that every file is from; `nil` leaves it to the request.
    public var contactID: String?
    /// How long it is good for; `nil`: the usual time.
    public var lifetime: Duration?
    /// Bytes of one file.
    public var maximumSize: Int64?
    /// Files in all.
    public var maximumFiles: Int?

    /// Asks for a token.
    public init(
        conversationID: String, contactID: String? = nil, lifetime: Duration? = nil, maximumSize: Int64? = nil,
        maximumFiles: Int? = nil
    ) {
        self.conversationID = conversationID
        self.contactID = contactID
        self.lifetime = lifetime
        self.maximumSize = maximumSize
        self.maximumFiles = maximumFiles
    }

    /// - Throws: `UploadTokenError` that says which of it cannot be.
    func check(maximumLifetime: Duration) throws(UploadTokenError) {
        try Self.check(conversationID, "conversation")
        if let contactID { try Self.check(contactID, "contact") }
        if let lifetime, !(.seconds(1)...maximumLifetime).contains(lifetime) {
            throw .unusable("The lifetime must be from 1s to \(DurationNotation.write(maximumLifetime)) (tokens.maximumLifetime).")
        }
        if let maximumSize, maximumSize < 1 { throw .unusable("The bytes of a file must be at least 1.") }
        if let maximumFiles, maximumFiles < 1 { throw .unusable("The number of files must be at least 1.") }
    }

    private static func check(_ identifier: String, _ what: String) throws(UploadTokenError) {
        guard SenderIdentity.isIdentifier(identifier), !identifier.allSatisfy(\.isWhitespace) else {
            throw .unusable(
                "The \(what) is no identifier: 1 to \(SenderIdentity.maximumBytes) bytes, without control characters.")
        }
    }
}
