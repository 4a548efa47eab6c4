import JSON

@testable import GenesysSimulator

/// Bodies that the platform takes.
enum Samples {
    static let sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    static let attachment: JSON = [
        "id": "mw-1", "mediaType": "File", "url": "https://files.example/f/1?signature=secret", "mime": "application/pdf",
        "filename": "invoice.pdf", "text": "invoice.pdf", "sha256": .string(sha256),
    ]

    static let channel: JSON = [
        "messageId": "m-1", "time": "2026-11-21T10:00:00.123Z",
        "from": [
            "id": "user-1", "idType": "Opaque", "nickname": "Bob", "firstName": "Bob", "lastName": "M", "email": "b@example.com",
        ],
        "metadata": ["customAttributes": ["scan_status": "clean"]],
    ]

    static let message: JSON = [
        "channel": channel, "text": "invoice.pdf", "content": [["contentType": "Attachment", "attachment": attachment]],
    ]

    static let legacyMessage: JSON = message.with("type", "Text").with("direction", "Inbound")
        .with("channel.platform", "Open").with("channel.type", "Private").with(
            "channel.to", ["id": .string(OpenIntegration.demoID)])

    static let agentless: JSON = [
        "fromAddress": .string(OpenIntegration.demoID), "toAddress": "user-1", "toAddressMessengerType": "open",
        "textBody": "Hello",
    ]

    static func message(id: String, from: String = "user-1") -> JSON {
        message.with("channel.messageId", .string(id)).with("channel.from.id", .string(from))
    }
}

extension JSON {
    /// A copy with another value at a path such as `content[0].attachment.url`; `nil` takes the member away.
    func with(_ path: String, _ value: JSON?) -> JSON {
        setting(path.replacing("[", with: ".").replacing("]", with: "").split(separator: ".").map(String.init)[...], value)
    }

    private func setting(_ path: ArraySlice<String>, _ value: JSON?) -> JSON {
        guard let name = path.first else { return value ?? .null }
        if case .array(var items) = self, let index = Int(name) {
            items[index] = items[index].setting(path.dropFirst(), value)
            return .array(items)
        }
        var members = members ?? [:]
        members[name] = path.count == 1 ? value : (members[name] ?? [:]).setting(path.dropFirst(), value)
        return .object(members)
    }
}
