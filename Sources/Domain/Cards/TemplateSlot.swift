import JSON

/// What may be put into a template's slot.
struct TemplateSlot: Sendable, Hashable {
    /// The kinds of values.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A text that means itself.
        case text
        /// A text in markdown.
        case markdown
        /// A number.
        case number
        /// `true` or `false`.
        case boolean
        /// An absolute https address.
        case url
        /// A list, such as of actions.
        case list
    }

    let name: String
    let type: Kind
    let isRequired: Bool
    let `default`: JSON?

    /// The value to use; what is wrong with the one that was given is reported at the slot's name.
    func value(from given: JSON?, _ findings: inout Findings) -> JSON {
        guard let given else {
            if isRequired { findings.report("is required by the template: \(expected).", at: name) }
            return `default` ?? .null
        }
        guard accepts(given) else {
            findings.report("must be \(expected), and is \(given.kind).", at: name)
            return .null
        }
        return given
    }

    func accepts(_ value: JSON) -> Bool {
        switch (type, value) {
        case (.text, .string), (.markdown, .string), (.number, .integer), (.number, .number), (.boolean, .bool), (.list, .array):
            true
        case (.url, .string(let text)): HTTPSAddress.ascii(text) != nil
        default: false
        }
    }

    var expected: String {
        switch type {
        case .text: "a text"
        case .markdown: "a text in markdown"
        case .number: "a number"
        case .boolean: "true or false"
        case .url: "an absolute https address"
        case .list: "an array"
        }
    }

    /// A value that fits, for trying the template out.
    var sample: JSON {
        if let `default` { return `default` }
        return switch type {
        case .text, .markdown: "x"
        case .number: 1
        case .boolean: true
        case .url: "https://example.com/"
        case .list: []
        }
    }
}
