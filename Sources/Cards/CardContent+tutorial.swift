extension CardContent {
    /// As the tutorial's card: `templateMatrix`, `dynamicFields` and components.
    func tutorial(messageID: String, templateID: String, fields: JSON) -> JSON {
        var members: [JSON.Member] = [
            .init("messageId", .string(messageID)),
            .init(
                "templateMatrix",
                [
                    "templateId": .string(templateID), "layoutEngine": "flexbox", "version": "2.1", "fallbackBehavior": "textOnly",
                ]),
            .init("dynamicFields", fields),
        ]
        switch self {
        case .card(let card): members.append(.init("components", card.components))
        case .carousel(let text, let cards):
            if let text { members.append(.init("text", .string(text))) }
            members.append(.init("cards", .array(cards.map { ["components": $0.components] })))
        case .quickReplies(let text, let replies):
            members.append(.init("components", [Card.header(text), Card.group(replies.map(\.button))]))
        }
        return .object(members)
    }
}

extension Card {
    /// Header, body, picture and buttons, as far as the card has them.
    fileprivate var components: JSON {
        var components = [Self.header(title)]
        if let description { components.append(["type": "body", "text": .string(description.html), "markdown": true]) }
        if let image { components.append(["type": "image", "url": .string(image)]) }
        if !actions.isEmpty { components.append(Self.group(actions.map(\.button))) }
        return .array(components)
    }

    fileprivate static func header(_ text: String) -> JSON { ["type": "header", "text": .string(text), "style": "bold"] }

    fileprivate static func group(_ buttons: [JSON]) -> JSON { ["type": "buttonGroup", "buttons": .array(buttons)] }
}

extension CardAction {
    fileprivate var button: JSON {
        let payload =
            switch effect {
            case .link(let url): url
            case .postback(let payload): payload
            }
        return ["label": .string(text), "action": .string(name), "payload": .string(payload), "style": "primary"]
    }
}

extension QuickReply {
    fileprivate var button: JSON {
        ["label": .string(text), "action": "quickReply", "payload": .string(payload), "style": "primary"]
    }
}
