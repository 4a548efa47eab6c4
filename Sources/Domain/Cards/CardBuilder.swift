public import HTMLSanitizer
public import JSON

/// Builds, cleans and checks cards. Nothing leaves it that is not finished.
public struct CardBuilder: Sendable {
    private let limits: CardLimits
    private let templates: CardTemplates
    private let sanitizer: HTMLSanitizer

    /// Makes a builder.
    ///
    /// - Parameter templates: the operator's own; a `templateId` that is none of theirs gets the plain layout.
    public init(
        limits: CardLimits = CardLimits(), templates: CardTemplates = CardTemplates(), sanitizer: HTMLSanitizer = HTMLSanitizer()
    ) {
        self.limits = limits
        self.templates = templates
        self.sanitizer = sanitizer
    }

    /// Makes a finished card of a request in any of the three forms.
    ///
    /// What comes out can be put in again, and comes out the same.
    /// - Parameter newMessageID: names a card that has no name yet.
    /// - Throws: ``CardRefusal`` with everything that is wrong, each with its path in the request.
    public func prepare(_ request: JSON, newMessageID: () -> String) throws(CardRefusal) -> PreparedCard {
        guard let form = CardRequest(request) else {
            throw CardRefusal(problems: [CardProblem(path: "", reason: CardRequest.expected)])
        }
        let channel = request["channel"]?.string
        var reader = CardReader(
            limits: limits, channel: channel.flatMap { limits.channels[$0] } ?? limits.general, sanitizer: sanitizer)
        let cleaned = CardCleaner(sanitizer: sanitizer).clean(request, &reader.findings)
        let envelope = self.envelope(cleaned, form, &reader)
        let prepared = self.card(request, cleaned, form, envelope, &reader, newMessageID)
        guard let (message, content) = prepared, reader.findings.problems.isEmpty else {
            throw CardRefusal(problems: reader.findings.problems)
        }
        return PreparedCard(message: message, content: content, notices: reader.findings.notices)
    }

    /// Whether there is a template of this name.
    public func hasTemplate(_ id: String) -> Bool { templates[id] != nil }

    /// Makes a finished card of a template, with those of the texts in its slots that it has slots for.
    ///
    /// - Throws: ``CardRefusal`` when the template needs more, or what is given cannot be shown.
    public func prepare(
        template id: String, with texts: [String: String], in conversationID: String, newMessageID: () -> String
    ) throws(CardRefusal) -> PreparedCard {
        let known = Set(templates[id]?.slots.map(\.name) ?? [])
        let fields = texts.filter { known.contains($0.key) }.sorted { $0.key < $1.key }.map {
            JSON.Member($0.key, .string($0.value))
        }
        return try prepare(
            ["conversationId": .string(conversationID), "templateId": .string(id), "fields": .object(fields)],
            newMessageID: newMessageID)
    }

    /// What a request says around the card.
    private struct Envelope {
        let messageID: String?
        let conversationID: String?
        let templateID: String?
        let channel: String?
    }

    private func envelope(_ request: JSON, _ form: CardRequest, _ reader: inout CardReader) -> Envelope {
        let isBuilt = form.form == .fields
        return Envelope(
            messageID: form.path.isEmpty && form.form == .tutorial ? nil : reader.text("messageId", of: request, .title),
            conversationID: reader.text("conversationId", of: request, .title, isRequired: isBuilt),
            templateID: reader.text("templateId", of: request, .title, isRequired: isBuilt),
            channel: reader.text("channel", of: request, .title))
    }

    private func card(
        _ request: JSON, _ cleaned: JSON, _ form: CardRequest, _ envelope: Envelope, _ reader: inout CardReader,
        _ newMessageID: () -> String
    ) -> (CardMessage, CardContent)? {
        var card = cleaned.value(at: form.path)
        for name in form.path { reader.findings.enter(name) }
        guard reader.isObject(card) else { return nil }
        let messageID = envelope.messageID ?? card["messageId"]?.string ?? newMessageID()
        var templateID = envelope.templateID
        let content: CardContent
        switch form.form {
        case .fields:
            let id = templateID ?? ""
            content = build(id, card, request.value(at: form.path), &reader)
            card = content.tutorial(messageID: messageID, templateID: id, fields: card.withDescriptions(of: content))
        case .tutorial:
            content = reader.content(tutorial: &card)
            templateID = templateID ?? card["templateMatrix"]?["templateId"]?.string
        case .structured:
            guard let structured = reader.content(structured: card) else { return nil }
            content = structured
            card = content.tutorial(messageID: messageID, templateID: templateID ?? "structured", fields: .object([]))
        }
        let structured = content.structured
        if reader.findings.problems.isEmpty { reader.checkFallback(of: structured) }
        let message = CardMessage(
            messageID: messageID, conversationID: envelope.conversationID, templateID: templateID, channel: envelope.channel,
            tutorial: card, structured: structured)
        return (message, content)
    }

    private func build(_ templateID: String, _ fields: JSON, _ source: JSON, _ reader: inout CardReader) -> CardContent {
        guard let template = templates[templateID] else { return reader.content(fields: fields, source: source) }
        let before = reader.findings.problems.count
        let filled = template.filled(with: source, &reader.findings)
        // What would come of wrong values says nothing more.
        guard reader.findings.problems.count == before else { return .carousel(text: nil, cards: []) }
        // What comes of a template has its own places.
        var inner = CardReader(limits: limits, channel: reader.channel, sanitizer: sanitizer)
        inner.findings.enter("templates")
        inner.findings.enter(templateID)
        let content = inner.content(fields: CardCleaner(sanitizer: sanitizer).clean(filled, &inner.findings), source: filled)
        reader.findings.add(inner.findings)
        return content
    }
}

extension Findings {
    /// Takes over what was found elsewhere.
    fileprivate mutating func add(_ other: Findings) {
        problems += other.problems.filter { !problems.contains($0) }
        notices += other.notices
    }
}

extension JSON {
    /// The fields with their descriptions as the customer reads them: what is markdown in them has become text.
    fileprivate func withDescriptions(of content: CardContent) -> JSON {
        var fields = self
        switch content {
        case .card(let card): if let text = card.description?.plain { fields.replace("description", with: .string(text)) }
        case .carousel(_, let cards):
            guard var elements = fields["cards"]?.array, elements.count == cards.count else { break }
            for (index, card) in cards.enumerated() {
                if let text = card.description?.plain { elements[index].replace("description", with: .string(text)) }
            }
            fields.replace("cards", with: .array(elements))
        case .quickReplies: break
        }
        return fields
    }
}
