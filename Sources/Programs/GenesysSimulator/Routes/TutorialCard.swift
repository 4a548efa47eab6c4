internal import JSON

/// A card as a tutorial writes it, read as the platform's own: header, body and buttons become title, description and actions.
struct TutorialCard: Sendable {
    private(set) var title = ""
    private(set) var description = ""
    private(set) var actions: [JSON] = []

    init(_ card: JSON) {
        for component in card["components"]?.array ?? [] { add(component) }
    }

    /// `ContentCard`.
    var json: JSON {
        ["title": .string(title), "description": .string(description), "actions": .array(actions)]
    }

    private mutating func add(_ component: JSON) {
        let text = component["text"]?.string ?? ""
        if component["type"] == "header", title.isEmpty {
            title = text
        } else if !text.isEmpty {
            description += description.isEmpty ? text : "\n\(text)"
        }
        for button in component["buttons"]?.array ?? [] { actions.append(Self.action(button)) }
        for inner in component["components"]?.array ?? [] { add(inner) }
    }

    private static func action(_ button: JSON) -> JSON {
        let label = button["label"] ?? ""
        let payload = button["payload"] ?? label
        guard let url = button["payload"]?.string, button["action"] == "link", WebAddress(url) != nil else {
            return ["type": "Postback", "text": label, "payload": payload]
        }
        return ["type": "Link", "text": label, "url": payload]
    }
}
