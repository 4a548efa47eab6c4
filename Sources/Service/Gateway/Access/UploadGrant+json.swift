import JSON
import Notation

extension UploadGrant {
    private static let known = [
        "conversation_id", "conversationId", "contact_id", "contactId", "lifetime", "max_bytes", "max_files",
    ]

    /// Reads the body of `POST /tokens`.
    ///
    /// A member that is not known is refused: a limit whose name is misspelt would be none. So is one that is there twice.
    /// - Throws: `UploadTokenError` that says which member is wrong.
    init(json: [UInt8]) throws(UploadTokenError) {
        let body = try Self.object(json)
        guard let conversation = try body.text("conversation_id", "conversationId") else {
            throw .unusable("The conversation is missing. Name it in 'conversation_id'.")
        }
        self.init(
            conversationID: conversation, contactID: try body.text("contact_id", "contactId"),
            lifetime: try body.duration("lifetime"),
            maximumSize: try body.whole("max_bytes"), maximumFiles: try body.whole("max_files").map(Int.init))
    }

    private static func object(_ json: [UInt8]) throws(UploadTokenError) -> JSON {
        let body: JSON
        do { body = try JSON(parsing: json) } catch {
            throw .unusable("\(error) Send an object such as {\"conversation_id\":\"…\",\"lifetime\":\"15m\"}.")
        }
        guard case .object(let members) = body else {
            throw .unusable("The body is no JSON object. Send one such as {\"conversation_id\":\"…\",\"lifetime\":\"15m\"}.")
        }
        if let stranger = members.map(\.name).sorted().first(where: { !known.contains($0) }) {
            throw .unusable("The member '\(stranger.prefix(60))' is not known here. Known are \(known.joined(separator: ", ")).")
        }
        return body
    }
}

extension JSON {
    /// A text under one of two names.
    fileprivate func text(_ name: String, _ other: String) throws(UploadTokenError) -> String? {
        let (one, two) = (try text(name), try text(other))
        guard one == nil || two == nil else { throw .unusable("'\(name)' and '\(other)' are the same. Send one of them.") }
        return one ?? two
    }

    private func text(_ name: String) throws(UploadTokenError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.string else { throw .unusable("'\(name)' is no text. Write it as \"\(name)\":\"…\".") }
        return text
    }

    fileprivate func whole(_ name: String) throws(UploadTokenError) -> Int64? {
        switch self[name] {
        case nil: return nil
        case .integer(let number): return number
        case .number(let number):
            if let number = Int64(exactly: number) { return number }
            fallthrough
        default: throw .unusable("'\(name)' is no whole number. Write it as \"\(name)\":1.")
        }
    }

    fileprivate func duration(_ name: String) throws(UploadTokenError) -> Duration? {
        guard let text = try text(name) else { return nil }
        guard let duration = DurationNotation.parse(text) else {
            throw .unusable("'\(name)' is no duration. Write it as \"15m\" or \"1h30m\".")
        }
        return duration
    }
}
