import JSON

/// The tutorial's form: `messageId`, `templateMatrix`, `dynamicFields`, and `components` in components.
extension CardReader {
    /// Reads a finished card of the tutorial's form, cleaned; buttons that are cut are taken out of it.
    mutating func content(tutorial card: inout JSON) -> CardContent {
        _ = text("messageId", of: card, .title, isRequired: true)
        if let matrix = card["templateMatrix"] {
            findings.enter("templateMatrix")
            if isObject(matrix) { _ = text("templateId", of: matrix, .title, isRequired: true) }
            findings.leave()
        } else {
            findings.report("is required: an object with a templateId.", at: "templateMatrix")
        }
        if let fields = card["dynamicFields"] {
            findings.enter("dynamicFields")
            _ = isObject(fields)
            findings.leave()
        }
        if card["components"] == nil, card["cards"] != nil { return tutorialCarousel(&card) }
        return .card(tutorialCard(&card))
    }

    private mutating func tutorialCarousel(_ card: inout JSON) -> CardContent {
        var elements = elements("cards", of: card)
        var cards: [Card] = []
        findings.enter("cards")
        if elements.isEmpty || elements.count > channel.maximumCards {
            findings.report("has \(elements.count) cards; a carousel has 1 to \(channel.maximumCards).")
        }
        for index in elements.indices.prefix(channel.maximumCards) {
            findings.enter(index)
            if isObject(elements[index]) { cards.append(tutorialCard(&elements[index], after: cards.last)) }
            findings.leave()
        }
        findings.leave()
        card.replace("cards", with: .array(elements))
        return .carousel(text: text("text", of: card, .description), cards: cards)
    }

    private mutating func tutorialCard(_ json: inout JSON, after previous: Card? = nil) -> Card {
        startCard(after: previous?.actions ?? [])
        var tree = ComponentTree()
        components("components", of: &json, isRequired: true, depth: 1, &tree)
        if tree.count > limits.maximumComponents {
            findings.report(
                "has \(tree.count) components at all levels; at most \(limits.maximumComponents). Take some out.", at: "components")
        }
        if tree.card.title.isEmpty {
            findings.report("needs a header: a component of the type header with a text.", at: "components")
        }
        findings.enter("components")
        tree.card.description = joined(tree.bodies)
        findings.leave()
        return tree.card
    }

    /// What is read of the tree of one card.
    private struct ComponentTree {
        var card = Card()
        var bodies: [RichText] = []
        var count = 0
    }

    private mutating func components(
        _ name: String, of json: inout JSON, isRequired: Bool, depth: Int, _ tree: inout ComponentTree
    ) {
        var elements = elements(name, of: json, isRequired: isRequired)
        guard !elements.isEmpty else { return }
        guard depth <= limits.maximumDepth else {
            return findings.report("is deeper than \(limits.maximumDepth) levels. Make the card flatter.", at: name)
        }
        tree.count += elements.count
        findings.enter(name)
        for index in elements.indices {
            findings.enter(index)
            if isObject(elements[index]) { component(&elements[index], depth: depth, &tree) }
            findings.leave()
        }
        findings.leave()
        if limits.extraButtons == .cut { json.replace(name, with: .array(elements)) }
    }

    private mutating func component(_ json: inout JSON, depth: Int, _ tree: inout ComponentTree) {
        let type = text("type", of: json, .label, isRequired: true)
        switch type {
        case "header":
            let text = text("text", of: json, .title, isRequired: true) ?? ""
            if tree.card.title.isEmpty { tree.card.title = text } else { tree.bodies.append(escaped(text)) }
        case "body":
            if let html = body(json) { tree.bodies.append(html) }
        case "image": tree.card.image = address("url", of: json, isRequired: true) ?? tree.card.image
        case "buttonGroup": buttonGroup(&json, &tree.card.actions)
        default: if let html = body(json) { tree.bodies.append(html) }
        }
        components("components", of: &json, isRequired: false, depth: depth + 1, &tree)
    }

    /// The text of a component; measured as the customer reads it.
    private mutating func body(_ json: JSON) -> RichText? {
        guard let value = json["text"] else { return nil }
        guard let text = value.string else {
            findings.report("must be a string, and is \(value.kind).", at: "text")
            return nil
        }
        findings.enter("text")
        defer { findings.leave() }
        let isHTML = json["type"] == "body" || json["markdown"] == true
        let rich = isHTML ? richText(text) : escaped(text)
        check(rich.plain, .description)
        return rich
    }

    private mutating func buttonGroup(_ json: inout JSON, _ actions: inout [CardAction]) {
        let elements = elements("buttons", of: json, isRequired: true)
        var kept: [JSON] = []
        findings.enter("buttons")
        for (index, element) in elements.enumerated() {
            findings.enter(index)
            if !isFull { kept.append(element) }
            if isObject(element), let action = button(element) {
                add(action, to: &actions, textName: "label", payloadName: "payload")
            }
            findings.leave()
        }
        findings.leave()
        if kept.count < elements.count { json.replace("buttons", with: .array(kept)) }
    }

    private mutating func button(_ fields: JSON) -> CardAction? {
        let text = text("label", of: fields, .label, isRequired: true)
        let word = fields["action"].map { $0.string ?? "" } ?? ButtonKind.default
        guard ButtonKind.isKnown(word) else {
            findings.report(ButtonKind.expected, at: "action")
            return nil
        }
        if ButtonKind.isLink(word) {
            guard let url = address("payload", of: fields, isRequired: true), let text else { return nil }
            return CardAction(text: text, name: word, effect: .link(url))
        }
        guard let payload = self.text("payload", of: fields, .payload, isRequired: true), let text else { return nil }
        return CardAction(text: text, name: word, effect: .postback(payload))
    }
}

extension JSON {
    /// Puts another value in the place of a member; nothing when there is no such member.
    mutating func replace(_ name: String, with value: JSON) {
        guard case .object(var members) = self, let index = members.firstIndex(where: { $0.name == name }) else { return }
        members[index].value = value
        self = .object(members)
    }
}
