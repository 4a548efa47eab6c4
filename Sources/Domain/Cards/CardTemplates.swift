import JSON

/// The operator's own templates, by name.
public struct CardTemplates: Sendable, Hashable {
    private var byName: [String: CardTemplate] = [:]

    /// No templates: every `templateId` gets the plain layout.
    public init() {}

    /// Reads templates and tries each of them out.
    ///
    /// - Parameter files: the name of each, which is its `templateId`, and its JSON:
    ///   `{"fields": {"total": {"type": "text", "required": true}}, "card": {"title": "Order", "description": "Total: {{total}}"}}`.
    /// - Throws: ``CardRefusal`` with everything that is wrong in any of them; paths begin with the file's name.
    public init(files: [(name: String, bytes: [UInt8])], limits: CardLimits = CardLimits()) throws(CardRefusal) {
        var findings = Findings()
        for (name, bytes) in files {
            findings.enter(name)
            byName[name] = Self.template(name, bytes, limits, &findings)
            findings.leave()
        }
        guard findings.problems.isEmpty else { throw CardRefusal(problems: findings.problems) }
    }

    /// How many there are.
    public var count: Int { byName.count }

    subscript(name: String) -> CardTemplate? { byName[name] }

    private static func template(
        _ name: String, _ bytes: [UInt8], _ limits: CardLimits, _ findings: inout Findings
    ) -> CardTemplate? {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch {
            findings.report(error.description)
            return nil
        }
        guard case .object? = json["card"] else {
            findings.report("is required: an object with the fields of a card, such as its title.", at: "card")
            return nil
        }
        let before = findings.problems.count
        let template = CardTemplate(id: name, slots: slots(json["fields"] ?? .object([]), &findings), card: json["card"] ?? .null)
        checkSlots(of: template, &findings)
        guard findings.problems.count == before else { return nil }
        tryOut(template, limits, &findings)
        return template
    }

    private static func slots(_ fields: JSON, _ findings: inout Findings) -> [TemplateSlot] {
        findings.enter("fields")
        defer { findings.leave() }
        guard case .object(let members) = fields else {
            findings.report("must be an object: {name: {type, required, default}}.")
            return []
        }
        return members.compactMap { member in
            findings.enter(member.name)
            defer { findings.leave() }
            return slot(member, &findings)
        }
    }

    private static func slot(_ member: JSON.Member, _ findings: inout Findings) -> TemplateSlot? {
        let words = TemplateSlot.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        guard let kind = TemplateSlot.Kind(rawValue: member.value["type"]?.string ?? "text"),
            member.value["type"].map({ $0.string != nil }) ?? true
        else {
            findings.report("must be one of \(words).", at: "type")
            return nil
        }
        let slot = TemplateSlot(
            name: member.name, type: kind, isRequired: member.value["required"] == true, default: member.value["default"])
        if let value = slot.default, !slot.accepts(value) { findings.report("must be \(slot.expected).", at: "default") }
        if let required = member.value["required"], required != true, required != false {
            findings.report("must be true or false.", at: "required")
        }
        return slot
    }

    private static func checkSlots(of template: CardTemplate, _ findings: inout Findings) {
        let used = Set(TemplateText.slots(in: template.card))
        let known = Set(template.slots.map(\.name))
        for name in used.subtracting(known).sorted() {
            findings.report("has the slot {{\(name)}}, which 'fields' does not name. Add it there.", at: "card")
        }
        for name in known.subtracting(used).sorted() {
            findings.report("is used nowhere in the card. Take it out, or write {{\(name)}}.", at: "fields.\(name)")
        }
    }

    /// Fills it with values that fit: whatever is wrong then is wrong with the template.
    private static func tryOut(_ template: CardTemplate, _ limits: CardLimits, _ findings: inout Findings) {
        var one = CardTemplates()
        one.byName[template.id] = template
        let fields = JSON.object(template.slots.map { .init($0.name, $0.sample) })
        let request: JSON = ["conversationId": "trial", "templateId": .string(template.id), "fields": fields]
        do { _ = try CardBuilder(limits: limits, templates: one).prepare(request) { "trial" } } catch {
            let start = "templates.\(template.id)"
            for problem in error.problems {
                let path = problem.path.hasPrefix(start) ? "card" + problem.path.dropFirst(start.count) : problem.path
                findings.report(problem.reason, at: path)
            }
        }
    }
}
