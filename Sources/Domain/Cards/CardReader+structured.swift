import JSON

/// The platform's structured content (`ContentCard`, `ContentCarousel`, `ContentQuickReply` of its SDK).
extension CardReader {
    /// Reads a message of the type `Structured`, cleaned.
    mutating func content(structured message: JSON) -> CardContent? {
        if let type = message["type"], type != "Structured" { findings.report("must be Structured.", at: "type") }
        let elements = elements("content", of: message, isRequired: true)
        // Beside a card it is made of the card anew.
        let isCard = elements.first?["contentType"] == "Card"
        let text = isCard ? nil : text("text", of: message, .description)
        findings.enter("content")
        defer { findings.leave() }
        switch elements.first?["contentType"]?.string {
        case "Card": return only(elements, "card") { reader, card in .card(reader.structuredCard(card)) }
        case "Carousel": return only(elements, "carousel") { reader, carousel in reader.structuredCarousel(text, carousel) }
        case "QuickReply":
            if text == nil { findings.report("is required beside quick replies: write what is asked into 'text'.") }
            return .quickReplies(text: text ?? "", replies: replies(elements) { $0["quickReply"] ?? .null })
        default:
            findings.report("must hold a Card, a Carousel or QuickReplies.")
            return nil
        }
    }

    private mutating func only(
        _ elements: [JSON], _ name: String, _ read: (inout CardReader, JSON) -> CardContent
    ) -> CardContent? {
        if elements.count > 1 {
            findings.report("has \(elements.count) parts; a \(name) stands alone. Use a Carousel for several cards.")
        }
        findings.enter(0)
        findings.enter(name)
        defer {
            findings.leave()
            findings.leave()
        }
        let value = elements[0][name] ?? .null
        return isObject(value) ? read(&self, value) : nil
    }

    private mutating func structuredCarousel(_ text: String?, _ carousel: JSON) -> CardContent {
        let elements = elements("cards", of: carousel, isRequired: true)
        var cards: [Card] = []
        findings.enter("cards")
        if elements.isEmpty || elements.count > channel.maximumCards {
            findings.report("has \(elements.count) cards; a carousel has 1 to \(channel.maximumCards).")
        }
        for (index, element) in elements.prefix(channel.maximumCards).enumerated() {
            findings.enter(index)
            if isObject(element) { cards.append(structuredCard(element, after: cards.last)) }
            findings.leave()
        }
        findings.leave()
        return .carousel(text: text, cards: cards)
    }

    private mutating func structuredCard(_ fields: JSON, after previous: Card? = nil) -> Card {
        startCard(after: previous?.actions ?? [])
        var card = Card()
        card.title = text("title", of: fields, .title, isRequired: true) ?? ""
        card.description = text("description", of: fields, .description).map { escaped($0) }
        card.image = address("image", of: fields)
        card.video = address("video", of: fields)
        if let action = fields["defaultAction"] {
            findings.enter("defaultAction")
            if isObject(action) { card.link = address("url", of: action, isRequired: true) }
            findings.leave()
        }
        let elements = elements("actions", of: fields, isRequired: true)
        findings.enter("actions")
        for (index, element) in elements.enumerated() {
            findings.enter(index)
            if isObject(element), let action = structuredAction(element) {
                add(action, to: &card.actions, textName: "text", payloadName: "payload")
            }
            findings.leave()
        }
        findings.leave()
        return card
    }

    private mutating func structuredAction(_ fields: JSON) -> CardAction? {
        let text = text("text", of: fields, .label, isRequired: true)
        switch fields["type"]?.string {
        case "Link":
            guard let url = address("url", of: fields, isRequired: true), let text else { return nil }
            return CardAction(text: text, name: "link", effect: .link(url))
        case "Postback":
            guard let payload = self.text("payload", of: fields, .payload, isRequired: true), let text else { return nil }
            return CardAction(text: text, name: "postback", effect: .postback(payload))
        default:
            findings.report("must be Link or Postback.", at: "type")
            return nil
        }
    }
}
