public import Foundation

/// What an upload token allows: files into one conversation, until it runs out.
public struct UploadToken: Sendable, Hashable {
    /// Names the token, for counting; random.
    public let id: String
    /// The conversation that every file goes into.
    public let conversationID: String
    /// The customer that every file is from; `nil`: as the request says.
    public let contactID: String?
    /// Bytes of one file; `nil`: as the policy says. It lowers the policy's limit and never raises it.
    public let maximumSize: Int64?
    /// Files in all, over every request; `nil`: as many as there are.
    public let maximumFiles: Int?
    /// The end of it, a whole second.
    public let expires: Date
}

extension UploadToken: Codable {
    private enum CodingKeys: String, CodingKey {
        case id
        case conversationID = "conversation"
        case contactID = "contact"
        case maximumSize = "bytes"
        case maximumFiles = "files"
        case expires = "exp"
    }

    /// Reads the signed form.
    /// - Throws: `DecodingError` when it is another.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        id = try members.decode(String.self, forKey: .id)
        conversationID = try members.decode(String.self, forKey: .conversationID)
        contactID = try members.decodeIfPresent(String.self, forKey: .contactID)
        maximumSize = try members.decodeIfPresent(Int64.self, forKey: .maximumSize)
        maximumFiles = try members.decodeIfPresent(Int.self, forKey: .maximumFiles)
        expires = Date(timeIntervalSince1970: Double(try members.decode(Int64.self, forKey: .expires)))
    }

    /// Writes the signed form: the end in seconds since 1970, and nothing of what is not limited.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(conversationID, forKey: .conversationID)
        try members.encodeIfPresent(contactID, forKey: .contactID)
        try members.encodeIfPresent(maximumSize, forKey: .maximumSize)
        try members.encodeIfPresent(maximumFiles, forKey: .maximumFiles)
        try members.encode(Int64(expires.timeIntervalSince1970), forKey: .expires)
    }
}
