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

    /// Takes a switch such as `--json`; says whether it was there.
    mutating func flag(_ name: String) -> Bool {
        guard let index = words.firstIndex(of: name) else { return false }
        words.remove(at: index)
        return true
    }

    /// Takes an option's value, from `--name VALUE` or `--name=VALUE`; `nil` when the option is absent.
    ///
    /// - Throws: `CommandError` when the value is missing.
    mutating func value(of name: String) throws -> String? {
        if let index = words.firstIndex(where: { $0.hasPrefix(name + "=") }) {
            return String(words.remove(at: index).dropFirst(name.count + 1))
        }
        guard let index = words.firstIndex(of: name) else { return nil }
        guard index + 1 < words.endIndex else { throw CommandError.usage("\(name) needs a value: \(name) VALUE") }
        words.remove(at: index)
        return words.remove(at: index)
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
}
