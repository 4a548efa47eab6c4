import JSON
import Observability

/// How one kind of value is written in the configuration.
struct Format<Value> {
    /// For people: `a duration such as "15m"`.
    let expected: String
    /// Reports at the place and gives `nil` when the value is not of this kind.
    let read: (Setting, Place) -> Value?
    let write: (Value) -> JSON

    /// A format whose values are read whole.
    ///
    /// - Parameter isSecret: a wrong value is not shown.
    init(
        _ expected: String, isSecret: Bool = false, read: @escaping (Setting) -> Value?, write: @escaping (Value) -> JSON
    ) {
        self.init(expected: expected) { given, place in
            if given == .missing { return nil }
            if let value = read(given) { return value }
            place.problem("expected \(expected)" + (isSecret ? "" : ", found \(given.found)"))
            return nil
        } write: {
            write($0)
        }
    }

    init(expected: String, read: @escaping (Setting, Place) -> Value?, write: @escaping (Value) -> JSON) {
        self.expected = expected
        self.read = read
        self.write = write
    }
}

extension Format {
    /// The same, where there may be no value.
    static func optional<Inner>(_ inner: Format<Inner>) -> Self where Value == Inner? {
        Format(expected: inner.expected) { given, place in
            inner.read(given, place).map(Optional.some)
        } write: {
            $0.map(inner.write) ?? .null
        }
    }

    /// A list of values, each reported at its own place.
    static func list<Element>(of element: Format<Element>, atLeast minimum: Int = 0) -> Self where Value == [Element] {
        let expected = minimum == 0 ? "a list [ … ]" : "a list [ … ] that is not empty"
        return Format(expected: expected) { given, place in
            if given == .missing { return nil }
            guard case .list(let values) = given, values.count >= minimum else {
                place.problem("expected \(expected), found \(given.found)")
                return nil
            }
            return values.enumerated().compactMap { element.read($1, place[$0]) }
        } write: {
            .array($0.map(element.write))
        }
    }

    /// One value or a list of them; none at all is written as `null`.
    static func oneOrMany<Element>(_ element: Format<Element>) -> Self where Value == [Element] {
        let many = Format.list(of: element, atLeast: 1)
        return Format(expected: "\(element.expected), or a list of such") { given, place in
            if case .list = given { many.read(given, place) } else { element.read(given, place).map { [$0] } }
        } write: {
            $0.isEmpty ? .null : many.write($0)
        }
    }
}

extension Setting {
    /// For a message; long texts cut, and nothing shown of what came from outside the file or may be a URL's credentials.
    var found: String {
        switch self {
        case .null: "null"
        case .bool(let bool): String(bool)
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .string(let text): Self.shown(text)
        case .external, .missing: "another text (not shown)"
        case .list([]): "an empty list"
        case .list: "a list"
        case .object: "an object"
        }
    }

    private static func shown(_ text: String) -> String {
        let text = text.withoutSecretParts
        return JSON.string(text.count > 60 ? text.prefix(60) + "…" : text).text
    }
}

extension String {
    /// The text without what is secret where it is meant as a URL, however malformed: everything before the last `@` but the scheme, and
    /// the query.
    var withoutSecretParts: String {
        var rest = self[...]
        var start = firstRange(of: "://").map { String(self[..<$0.upperBound]) } ?? ""
        if let at = lastIndex(of: "@") {
            if start.count > distance(from: startIndex, to: at) { start = "" }
            start += Secret.mark
            rest = self[at...]
        } else {
            rest = dropFirst(start.count)
        }
        guard contains("://"), let query = rest.firstIndex(of: "?") else { return start + rest }
        return start + rest[...query] + Secret.mark
    }
}
