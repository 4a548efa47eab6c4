public import JSON

extension CardContent {
    /// As the platform's normalized message of the type `Structured`, with a text for channels that show no cards.
    public var structured: JSON {
        switch self {
        case .card(let card):
            return Self.message(card.fallback, [.object([.init("contentType", "Card"), .init("card", card.structured)])])
        case .carousel(let text, let cards):
            let fallback = text ?? cards.map(\.title).joined(separator: "\n")
            return Self.message(
                fallback, [["contentType": "Carousel", "carousel": ["cards": .array(cards.map(\.structured))]]])
        case .quickReplies(let text, let replies):
            return Self.message(text, replies.map { ["contentType": "QuickReply", "quickReply": $0.structured] })
        }
    }

    private static func message(_ text: String, _ content: [JSON]) -> JSON {
        .object([.init("type", "Structured"), .init("text", .string(text)), .init("content", .array(content))])
    }
}

extension Card {
    fileprivate var fallback: String { description.map { "\(title)\n\($0.plain)" } ?? title }

    /// As the SDK's `ContentCard`.
    fileprivate var structured: JSON {
        var members = [JSON.Member("title", .string(title))]
        if let description { members.append(.init("description", .string(description.plain))) }
        if let image { members.append(.init("image", .string(image))) }
        if let video { members.append(.init("video", .string(video))) }
        if let link { members.append(.init("defaultAction", ["type": "Link", "url": .string(link)])) }
        members.append(.init("actions", .array(actions.map(\.structured))))
        return .object(members)
    }
}

extension CardAction {
    fileprivate var structured: JSON {
        switch effect {
        case .link(let url): .object([.init("type", "Link"), .init("text", .string(text)), .init("url", .string(url))])
        case .postback(let payload):
            .object([.init("type", "Postback"), .init("text", .string(text)), .init("payload", .string(payload))])
        }
    }
}

extension QuickReply {
    fileprivate var structured: JSON {
        var members = [JSON.Member("text", .string(text)), .init("payload", .string(payload))]
        if let image { members.append(.init("image", .string(image))) }
        members.append(.init("action", "Message"))
        return .object(members)
    }
}
