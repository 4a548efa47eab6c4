import JSON

/// Writes a section as an object, its keys in the order in which the section names them.
final class FieldWriter: FieldVisitor {
    private var members: [JSON.Member] = []

    static func write(_ section: some Section) -> JSON {
        let writer = FieldWriter()
        var section = section
        section.visit(writer)
        return .object(writer.members)
    }

    func value<Value>(_ key: String, _ value: inout Value, _ format: Format<Value>, isRequired: Bool, variables: [String]) {
        add(key, format.write(value))
    }

    func section(_ key: String, _ section: inout some Section) {
        add(key, Self.write(section))
    }

    func section<Inner: Section & DefaultInitializable>(_ key: String, _ section: inout Inner?) {
        add(key, section.map(Self.write) ?? .null)
    }

    func list<Inner: Section & DefaultInitializable>(_ key: String, _ list: inout [Inner]) {
        add(key, .array(list.map(Self.write)))
    }

    func table<Inner: Section & DefaultInitializable>(_ key: String, _ table: inout [String: Inner], names: Format<String>) {
        add(key, .object(table.mapValues(Self.write)))
    }

    func check(_ key: String, _ isRight: Bool, _ message: @autoclosure () -> String) {}

    private func add(_ key: String, _ value: JSON) {
        members.append(JSON.Member(key, value))
    }
}
