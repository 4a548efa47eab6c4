/// Writes a section as an object, its keys in the order in which the section names them.
final class FieldWriter: FieldVisitor {
    private var members: [JSONValue.Member] = []

    static func write(_ section: some Section) -> JSONValue {
        let writer = FieldWriter()
        var section = section
        section.visit(writer)
        return .object(writer.members)
    }

    func value<Value>(_ key: String, _ value: inout Value, _ format: Format<Value>, isRequired: Bool, variable: String?) {
        add(key, format.write(value))
    }

    func section(_ key: String, _ section: inout some Section) {
        add(key, Self.write(section))
    }

    func section<Inner: Section & DefaultInitializable>(_ key: String, _ section: inout Inner?) {
        add(key, section.map(Self.write) ?? .null)
    }

    func list<Inner: Section & DefaultInitializable>(_ key: String, _ list: inout [Inner]) {
        add(key, .list(list.map(Self.write)))
    }

    func table<Inner: Section & DefaultInitializable>(_ key: String, _ table: inout [String: Inner], names: Format<String>) {
        add(key, .object(table.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, Self.write($0.value)) }))
    }

    func check(_ key: String, _ isRight: Bool, _ message: @autoclosure () -> String) {}

    private func add(_ key: String, _ value: JSONValue) {
        members.append(JSONValue.Member(key, value))
    }
}
