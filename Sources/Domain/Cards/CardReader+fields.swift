import JSON

/// The fields that a card is built from: `title`, `description`, `image`, `actions`; or `text` with `cards` or with `quickReplies`.
extension CardReader {
    /// Reads what a card is built from.
    ///
    /// - Parameters:
    ///   - fields: cleaned.
    ///   - source: the same before it was cleaned: descriptions are markdown, which is cleaned as the HTML that becomes of it.
    mutating func content(fields: JSON, source: JSON) -> CardContent {
        if fields["cards"] != nil { return carousel(fields, source) }
        if fields["quickReplies"] != nil { return quickReplies(fields) }
        return .card(card(fields, source))
    }

    private mutating func carousel(_ fields: JSON, _ source: JSON) -> CardContent {
        let text = text("text", of: fields, .description)
        let elements = elements("cards", of: fields)
        let sources = source["cards"]?.array ?? []
        var cards: [Card] = []
        findings.enter("cards")
        if elements.isEmpty || elements.count > channel.maximumCards {
            findings.report("has \(elements.count) cards; a carousel has 1 to \(channel.maximumCards).")
        }
        for (index, (element, source)) in zip(elements, sources.prefix(channel.maximumCards)).enumerated() {
            findings.enter(index)
            if isObject(element) { cards.append(card(element, source, after: cards.last)) }
            findings.leave()
        }
        findings.leave()
        return .carousel(text: text, cards: cards)
    }

    private mutating func card(_ fields: JSON, _ source: JSON, after previous: Card? = nil) -> Card {
        startCard(after: previous?.actions ?? [])
        var card = Card()
        card.title = text("title", of: fields, .title, isRequired: true) ?? ""
        card.description = description(source)
        card.image = address("image", of: fields)
        card.video = address("video", of: fields)
        card.link = address("link", of: fields)
        let elements = elements("actions", of: fields)
        findings.enter("actions")
        for (index, element) in elements.enumerated() {
            findings.enter(index)
            if isObject(element), let action = action(element) {
                add(action, to: &card.actions, textName: "label", payloadName: "value")
            }
            findings.leave()
        }
        findings.leave()
        return card
    }

    private mutating func description(_ source: JSON) -> RichText? {
        guard let value = source["description"] else { return nil }
        findings.enter("description")
        defer { findings.leave() }
        guard let text = value.string else {
            findings.report("must be a string, and is \(value.kind).")
            return nil
        }
        return markdown(text)
    }

    private mutating func action(_ fields: JSON) -> CardAction? {
        let text = text("label", of: fields, .label, isRequired: true)
        let word = fields["type"].map { $0.string ?? "" } ?? ButtonKind.default
        guard ButtonKind.isKnown(word) else {
            findings.report(ButtonKind.expected, at: "type")
            return nil
        }
        if ButtonKind.isLink(word) {
            guard let address = address("value", of: fields, isRequired: true), let text else { return nil }
            return CardAction(text: text, name: word, effect: .link(address))
        }
        guard let payload = self.text("value", of: fields, .payload, isRequired: true), let text else { return nil }
        return CardAction(text: text, name: word, effect: .postback(payload))
    }

    private mutating func quickReplies(_ fields: JSON) -> CardContent {
        let text = text("text", of: fields, .description, isRequired: true) ?? ""
        let elements = elements("quickReplies", of: fields)
        findings.enter("quickReplies")
        defer { findings.leave() }
        return .quickReplies(text: text, replies: replies(elements) { $0 })
    }

    /// Reads quick replies that each element holds, after it has been opened.
    mutating func replies(_ elements: [JSON], _ open: (JSON) -> JSON) -> [QuickReply] {
        if elements.isEmpty || elements.count > channel.maximumQuickReplies {
            findings.report("has \(elements.count) quick replies; a message has 1 to \(channel.maximumQuickReplies).")
        }
        var replies: [QuickReply] = []
        var seen: (texts: Set<String>, payloads: Set<String>) = ([], [])
        for (index, element) in elements.enumerated() {
            findings.enter(index)
            defer { findings.leave() }
            let fields = open(element)
            guard isObject(fields) else { continue }
            let text = text("text", of: fields, .label, isRequired: true) ?? ""
            let payload = self.text("payload", of: fields, .payload) ?? text
            if !seen.texts.insert(text).inserted { findings.report("is the text of another quick reply.", at: "text") }
            if !seen.payloads.insert(payload).inserted { findings.report("is what another quick reply sends back.", at: "payload") }
            replies.append(QuickReply(text: text, payload: payload, image: address("image", of: fields)))
        }
        return replies
    }
}
