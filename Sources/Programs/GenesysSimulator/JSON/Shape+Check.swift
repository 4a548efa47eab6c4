internal import JSON

extension Shape {
    /// Checks a value and all that is in it.
    /// - Throws: ``Refusal`` for the first thing that is wrong, with the member's path such as `content[0].attachment.url`.
    func check(_ value: JSON, at path: String = "") throws(Refusal) {
        switch self {
        case .text(let length, let format): try Self.checkText(value, length, format, at: path)
        case .oneOf(let words, let type): try Self.checkWord(value, words, type: type, at: path)
        case .flag:
            guard value.bool != nil else { throw .wrongKind(path, expected: "boolean") }
        case .whole(let range):
            guard let number = value.integer else { throw .wrongKind(path, expected: "integer") }
            guard range.contains(number) else { throw .outOfBounds(path, "a number", range) }
        case .list(let item, let count): try Self.checkList(value, of: item, count, at: path)
        case .textByName: try Self.checkByName(value, "string", at: path) { $0.string != nil }
        case .scalarByName: try Self.checkByName(value, "string, number or boolean", at: path) { $0.plainText != nil }
        case .object(let members): try Self.checkObject(value, members, at: path)
        case .either(let first, let second): try (first.isMeant(by: value) ? first : second).check(value, at: path)
        case .anything: break
        }
    }

    /// Whether a value has any of the members that the shape requires: what else is wrong with it is then said in this shape's words.
    private func isMeant(by value: JSON) -> Bool {
        guard case .object(let members) = self else { return false }
        return members.contains { $0.isRequired && value[$0.name] != nil }
    }

    private static func checkText(
        _ value: JSON, _ length: ClosedRange<Int>, _ format: TextFormat, at path: String
    ) throws(Refusal) {
        guard let text = value.string else { throw .wrongKind(path, expected: "string") }
        guard length.contains(text.utf16.count) else { throw .outOfBounds(path, "a length", length) }
        guard format.accepts(text) else { throw .wrongFormat(path, format) }
    }

    private static func checkWord(_ value: JSON, _ words: [String], type: String, at path: String) throws(Refusal) {
        guard let word = value.string else { throw .wrongKind(path, expected: "string") }
        guard words.contains(word) else { throw .notAllowed(word, path, type: type, allowed: words) }
    }

    private static func checkList(_ value: JSON, of item: Shape, _ count: ClosedRange<Int>, at path: String) throws(Refusal) {
        guard let items = value.array else { throw .wrongKind(path, expected: "array") }
        guard count.contains(items.count) else { throw .outOfBounds(path, "a number of elements", count) }
        for (index, element) in items.enumerated() { try item.check(element, at: "\(path)[\(index)]") }
    }

    private static func checkByName(
        _ value: JSON, _ kind: String, at path: String, _ accepts: (JSON) -> Bool
    ) throws(Refusal) {
        guard let members = value.members else { throw .wrongKind(path, expected: "object") }
        if let name = members.filter({ !accepts($0.value) }).keys.min() { throw .wrongKind(join(path, name), expected: kind) }
    }

    private static func checkObject(_ value: JSON, _ members: [Member], at path: String) throws(Refusal) {
        guard let present = value.members else { throw .wrongKind(path, expected: "object") }
        let known = Set(members.map(\.name))
        if let name = present.keys.filter({ !known.contains($0) }).min() { throw .unknownMember(join(path, name)) }
        for member in members {
            let memberPath = join(path, member.name)
            if let value = present[member.name] {
                try member.shape.check(value, at: memberPath)
            } else if member.isRequired {
                throw .missing(memberPath)
            }
        }
    }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
