/// A part of the configuration. It names each of its keys once, for reading and for writing alike.
protocol Section: Sendable {
    mutating func visit(_ fields: some FieldVisitor)
}

/// What is done to each key of a section: read, or written.
protocol FieldVisitor: AnyObject {
    /// One value. `null` and an absent key leave the default.
    ///
    /// - Parameters:
    ///   - isRequired: whether an absent key is a problem.
    ///   - variables: the environment variables of which the first that is set gives the value when the key is absent.
    func value<Value>(_ key: String, _ value: inout Value, _ format: Format<Value>, isRequired: Bool, variables: [String])

    func section(_ key: String, _ section: inout some Section)

    /// A section that may be absent.
    func section<Inner: Section & DefaultInitializable>(_ key: String, _ section: inout Inner?)

    func list<Inner: Section & DefaultInitializable>(_ key: String, _ list: inout [Inner])

    /// Sections by a name of the operator's choice.
    func table<Inner: Section & DefaultInitializable>(_ key: String, _ table: inout [String: Inner], names: Format<String>)

    /// A rule that binds several values of the section; said only when each by itself was right.
    func check(_ key: String, _ isRight: Bool, _ message: @autoclosure () -> String)
}

/// A section that can be made before it is read.
protocol DefaultInitializable {
    init()
}

extension FieldVisitor {
    func value<Value>(_ key: String, _ value: inout Value, _ format: Format<Value>, variable: String) {
        self.value(key, &value, format, isRequired: false, variables: [variable])
    }

    func value<Value>(_ key: String, _ value: inout Value, _ format: Format<Value>, variables: [String] = []) {
        self.value(key, &value, format, isRequired: false, variables: variables)
    }

    func required<Value>(_ key: String, _ value: inout Value, _ format: Format<Value>) {
        self.value(key, &value, format, isRequired: true, variables: [])
    }
}
