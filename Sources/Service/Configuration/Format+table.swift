import JSON

extension Format where Value == [String: String] {
    /// Texts by names, each reported at its own place.
    static func texts(_ inner: Format<String>) -> Self {
        Format(expected: "an object { name: \(inner.expected) }") { given, place in
            guard case .object(let members) = given else {
                if given != .missing { place.problem("expected an object { … }, found \(given.found)") }
                return nil
            }
            var texts: [String: String] = [:]
            for member in members { texts[member.name] = inner.read(member.value, place[member.name]) }
            return texts
        } write: { texts in
            .object(texts.mapValues(inner.write))
        }
    }
}

extension Format where Value == String {
    /// Where a call of the platform goes.
    static var route: Self {
        Format("a route such as \"POST api /api/v2/conversations/{conversationId}\"") { given in
            given.text.flatMap { $0.wholeMatch(of: #/[A-Z]+ (login|api) \/\S*/#) == nil ? nil : $0 }
        } write: {
            .string($0)
        }
    }
}
