/// The command line after the command's name: options are taken out by name, what remains are operands.
struct Arguments: Sendable {
    private var words: [String]
    /// Everything behind `--` is an operand.
    private let literal: [String]

    init(_ words: [String]) {
        let split = words.firstIndex(of: "--") ?? words.endIndex
        self.words = Array(words[..<split])
        self.literal = Array(words[split...].dropFirst())
    }

    /// Whether somebody wants to be told how the command is used.
    var asksForHelp: Bool { words.contains("--help") || words.contains("-h") }

    /// Takes a switch such as `--json`; says whether it was there.
    mutating func flag(_ name: String) -> Bool {
        let count = words.count
        words.removeAll { $0 == name }
        return words.count < count
    }

    /// Takes an option's value, from `--name VALUE` or `--name=VALUE`; `nil` when the option is absent.
    ///
    /// - Throws: `CommandError` when the value is missing or empty, or the option is there twice.
    mutating func value(of name: String) throws -> String? {
        func isOption(_ word: String) -> Bool { word == name || word.hasPrefix(name + "=") }
        guard let index = words.firstIndex(where: isOption) else { return nil }
        let word = words.remove(at: index)
        let value = word == name ? takeValue(at: index) : String(word.dropFirst(name.count + 1))
        guard let value, !value.isEmpty else { throw CommandError.usage("\(name) needs a value: \(name) VALUE") }
        guard !words.contains(where: isOption) else { throw CommandError.usage("\(name) is there twice; give it once.") }
        return value
    }

    /// Takes what remains as operands.
    ///
    /// - Throws: `CommandError` when an unknown option is left over.
    mutating func operands() throws -> [String] {
        if let unknown = words.first(where: { $0.hasPrefix("-") && $0 != "-" }) {
            throw CommandError.usage("Unknown option \(unknown). See --help.")
        }
        defer { words = [] }
        return words + literal
    }

    /// Ends the reading where a command takes no operands.
    ///
    /// - Throws: `CommandError` when something is left over.
    mutating func end() throws {
        if let extra = try operands().first { throw CommandError.usage("Unexpected argument '\(extra)'. See --help.") }
    }

    /// The word at a place, unless another option stands there.
    private mutating func takeValue(at index: Int) -> String? {
        guard index < words.endIndex, !words[index].hasPrefix("--") else { return nil }
        return words.remove(at: index)
    }
}
