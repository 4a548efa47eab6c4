import CommonMark
import JSON

/// A template of the operator's: fields for a card in which `{{slots}}` stand, and what may be put into them.
struct CardTemplate: Sendable, Hashable {
    let id: String
    let slots: [TemplateSlot]
    /// Of the same form as a request's `fields`.
    let card: JSON

    /// The card's fields with the slots filled; what is wrong with the values is reported at their places.
    func filled(with values: JSON, _ findings: inout Findings) -> JSON {
        if case .object(let members) = values {
            for member in members where !slots.contains(where: { $0.name == member.name }) {
                findings.report(
                    "is no field of the template \(id). It has: \(slots.map(\.name).joined(separator: ", ")).", at: member.name)
            }
        }
        var given: [String: JSON] = [:]
        for slot in slots { given[slot.name] = slot.value(from: values[slot.name], &findings) }
        return fill(card, given, isMarkdown: false)
    }

    /// A string that is nothing but a slot takes the value as it is; one that a slot stands in takes it as text.
    private func fill(_ value: JSON, _ given: [String: JSON], isMarkdown: Bool) -> JSON {
        switch value {
        case .string(let text): fill(text, given, isMarkdown: isMarkdown)
        case .array(let elements): .array(elements.map { fill($0, given, isMarkdown: false) })
        case .object(let members):
            .object(members.map { JSON.Member($0.name, fill($0.value, given, isMarkdown: $0.name == "description")) })
        default: value
        }
    }

    private func fill(_ text: String, _ given: [String: JSON], isMarkdown: Bool) -> JSON {
        let pieces = TemplateText.pieces(of: text)
        if pieces.count == 1, case .slot(let name) = pieces[0], !isMarkdown { return given[name] ?? .null }
        let filled = pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .slot(let name):
                let value = given[name].map(\.shown) ?? ""
                let isMarked = slots.first { $0.name == name }?.type == .markdown
                return isMarkdown && !isMarked ? CommonMark.escaped(value) : value
            }
        }
        return .string(filled.joined())
    }
}

extension JSON {
    /// As it stands in a text.
    fileprivate var shown: String {
        switch self {
        case .string(let text): text
        case .null: ""
        default: String(decoding: bytes, as: UTF8.self)
        }
    }
}
