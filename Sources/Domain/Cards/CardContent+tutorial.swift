import JSON

extension CardContent {
    /// As the tutorial's card: `templateMatrix`, `dynamicFields` and components.
    func tutorial(messageID: String, templateID: String, fields: JSON) -> JSON {
        var members: [JSON.Member] = [
            .init("messageId", .string(messageID)),
            .init(
                "templateMatrix",
                .object([
                    .init("templateId", .string(templateID)), .init("layoutEngine", "flexbox"), .init("version", "2.1"),
                    .init("fallbackBehavior", "textOnly"),
                ])),
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
        if let description {
            components.append(
                .object([.init("type", "body"), .init("text", .string(description.html)), .init("markdown", true)]))
        }
        if let image { components.append(["type": "image", "url": .string(image)]) }
        if !actions.isEmpty { components.append(Self.group(actions.map(\.button))) }
        return .array(components)
    }

    fileprivate static func header(_ text: String) -> JSON {
        .object([.init("type", "header"), .init("text", .string(text)), .init("style", "bold")])
    }

    fileprivate static func group(_ buttons: [JSON]) -> JSON {
        .object([.init("type", "buttonGroup"), .init("buttons", .array(buttons))])
    }
}

extension Card {
    fileprivate static func button(_ text: String, action: String, payload: String) -> JSON {
        .object([
            .init("label", .string(text)), .init("action", .string(action)), .init("payload", .string(payload)),
            .init("style", "primary"),
        ])
    }
}

extension CardAction {
    fileprivate var button: JSON {
        let payload =
            switch effect {
            case .link(let url): url
            case .postback(let payload): payload
            }
        return Card.button(text, action: name, payload: payload)
    }
}

extension QuickReply {
    fileprivate var button: JSON { Card.button(text, action: "quickReply", payload: payload) }
}
