import Foundation
import Notation

extension UploadGrant {
    private struct Member: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let known = [
        "conversation_id", "conversationId", "contact_id", "contactId", "lifetime", "max_bytes", "max_files",
    ]

    /// Reads the body of `POST /tokens`.
    ///
    /// A member that is not known is refused: a limit whose name is misspelt would be none.
    /// - Throws: `UploadTokenError` that says which member is wrong.
    init(json: [UInt8]) throws(UploadTokenError) {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(json)) else {
            throw .unusable("The body is no JSON object. Send one such as {\"conversation_id\":\"…\",\"lifetime\":\"15m\"}.")
        }
        if let stranger = body.members.keys.sorted().first(where: { !Self.known.contains($0) }) {
            throw .unusable(
                "The member '\(stranger.prefix(60))' is not known here. Known are \(Self.known.joined(separator: ", ")).")
        }
        guard let conversation = try body.text("conversation_id", "conversationId") else {
            throw .unusable("The conversation is missing. Name it in 'conversation_id'.")
        }
        self.init(
            conversationID: conversation, contactID: try body.text("contact_id", "contactId"),
            lifetime: try body.duration("lifetime"),
            maximumSize: try body.number("max_bytes"), maximumFiles: try body.number("max_files").map(Int.init))
    }

    private struct Body: Decodable {
        enum Value: Sendable {
            case text(String)
            case number(Int64)
            case null
            case other
        }

        let members: [String: Value]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Member.self)
            var members: [String: Value] = [:]
            for key in container.allKeys { members[key.stringValue] = try Self.value(container, key) }
            self.members = members
        }

        private static func value(_ container: KeyedDecodingContainer<Member>, _ key: Member) throws -> Value {
            if try container.decodeNil(forKey: key) { return .null }
            if let text = try? container.decode(String.self, forKey: key) { return .text(text) }
            // A number in a Boolean's place and the other way round are told apart by the decoder.
            return (try? container.decode(Int64.self, forKey: key)).map { .number($0) } ?? .other
        }

        /// A text under one of two names.
        func text(_ name: String, _ other: String) throws(UploadTokenError) -> String? {
            let (one, two) = (try text(name), try text(other))
            guard one == nil || two == nil else { throw .unusable("'\(name)' and '\(other)' are the same. Send one of them.") }
            return one ?? two
        }

        private func text(_ name: String) throws(UploadTokenError) -> String? {
            switch members[name] ?? .null {
            case .text(let text): text
            case .null: nil
            default: throw .unusable("'\(name)' is no text. Write it as \"\(name)\":\"…\".")
            }
        }

        func number(_ name: String) throws(UploadTokenError) -> Int64? {
            switch members[name] ?? .null {
            case .number(let number): number
            case .null: nil
            default: throw .unusable("'\(name)' is no whole number. Write it as \"\(name)\":1.")
            }
        }

        func duration(_ name: String) throws(UploadTokenError) -> Duration? {
            guard let text = try text(name) else { return nil }
            guard let duration = DurationNotation.parse(text) else {
                throw .unusable("'\(name)' is no duration. Write it as \"15m\" or \"1h30m\".")
            }
            return duration
        }
    }
}
