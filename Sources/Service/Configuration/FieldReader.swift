/// Reads a section from an object, and reports what is wrong with it.
final class FieldReader: FieldVisitor {
    private let members: [String: Setting]
    private let place: Place
    private let environment: ProcessEnvironment
    private let problemsBefore: Int
    private var known: [String] = []
    /// The first of the section's rules that is broken.
    private var brokenRule: (key: String, message: String)?

    /// Reads all of a section; keys that it does not name are problems.
    static func read(_ section: inout some Section, from value: Setting, at place: Place, _ environment: ProcessEnvironment) {
        guard case .object(let members) = value else {
            if value != .missing { place.problem("expected an object { … }, found \(value.found)") }
            return
        }
        let reader = FieldReader(members, place, environment)
        section.visit(reader)
        reader.reportUnknownKeys()
        reader.reportBrokenRule()
    }

    private init(_ members: [Setting.Member], _ place: Place, _ environment: ProcessEnvironment) {
        self.members = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
        self.place = place
        self.environment = environment
        self.problemsBefore = place.report.problems.count
    }

    func value<Value>(_ key: String, _ value: inout Value, _ format: Format<Value>, isRequired: Bool, variables: [String]) {
        if let given = given(key) {
            format.read(given, place[key]).map { value = $0 }
        } else if let (variable, text) = environment.first(of: variables) {
            format.read(.external(text), place[key].from(variable)).map { value = $0 }
        } else if isRequired {
            place[key].problem("is required here: \(format.expected)")
        }
    }

    func section(_ key: String, _ section: inout some Section) {
        // Read even when absent: environment variables may give its values.
        Self.read(&section, from: given(key) ?? .object([]), at: place[key], environment)
    }

    func section<Inner: Section & DefaultInitializable>(_ key: String, _ section: inout Inner?) {
        guard let given = given(key) else { return }
        section = read(given, at: place[key])
    }

    func list<Inner: Section & DefaultInitializable>(_ key: String, _ list: inout [Inner]) {
        switch given(key) {
        case .list(let values)?: list = values.enumerated().map { read($1, at: place[key][$0]) }
        case nil, .missing?: break
        case let other?: place[key].problem("expected a list [ … ], found \(other.found)")
        }
    }

    func table<Inner: Section & DefaultInitializable>(_ key: String, _ table: inout [String: Inner], names: Format<String>) {
        switch given(key) {
        case .object(let members)?:
            for member in members {
                let place = place[key][member.name]
                guard let name = names.read(.string(member.name), place) else { continue }
                table[name] = read(member.value, at: place)
            }
        case nil, .missing?: break
        case let other?: place[key].problem("expected an object { name: { … } }, found \(other.found)")
        }
    }

    func check(_ key: String, _ isRight: Bool, _ message: @autoclosure () -> String) {
        guard !isRight, brokenRule == nil else { return }
        brokenRule = (key, message())
    }

    /// Behind everything else: a rule may be broken only because a key is written wrong.
    private func reportBrokenRule() {
        guard let brokenRule, place.report.problems.count == problemsBefore else { return }
        place[brokenRule.key].problem(brokenRule.message)
    }

    private func given(_ key: String) -> Setting? {
        known.append(key)
        return members[key].flatMap { $0 == .null ? nil : $0 }
    }

    private func read<Inner: Section & DefaultInitializable>(_ value: Setting, at place: Place) -> Inner {
        var inner = Inner()
        Self.read(&inner, from: value, at: place, environment)
        return inner
    }

    private func reportUnknownKeys() {
        for key in members.keys.sorted() where !known.contains(key) {
            let advice =
                Spelling.nearest(to: key, in: known).map { "did you mean \($0)?" } ?? "known here: \(known.joined(separator: ", "))"
            place[key].problem("unknown key; \(advice)")
        }
    }
}
