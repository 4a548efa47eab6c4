extension Setting {
    private static let fileLimit = 64 << 10

    /// Replaces every text `env:NAME` and `file:PATH` by what it refers to; what is not there becomes a problem and `null`.
    func resolvingReferences(_ environment: ProcessEnvironment, at place: Place) -> Setting {
        switch self {
        case .string(let text):
            Self.resolve(text, environment, at: place)
        case .list(let values):
            .list(values.enumerated().map { $1.resolvingReferences(environment, at: place[$0]) })
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.resolvingReferences(environment, at: place[$0.name])) })
        case .null, .bool, .integer, .number, .external, .missing:
            self
        }
    }

    private static func resolve(_ text: String, _ environment: ProcessEnvironment, at place: Place) -> Setting {
        if text.hasPrefix("env:") {
            let name = String(text.dropFirst("env:".count))
            if let value = environment.variable(name) { return .external(value) }
            place.problem("the environment variable \(name.withoutSecretParts) is not set; set it, or write the value here")
            return .missing
        }
        if text.hasPrefix("file:") {
            let path = String(text.dropFirst("file:".count))
            if let value = fileText(environment.absolute(path)) { return .external(value) }
            place.problem(
                "the file \(path.withoutSecretParts) cannot be read as text of at most 64 KiB; create it, or allow this user to read it"
            )
            return .missing
        }
        return .string(text)
    }

    /// A file's text without one line end at its end, which editors and `echo` add.
    private static func fileText(_ path: String) -> String? {
        guard let data = ProcessEnvironment.contents(of: path, limit: fileLimit), var text = String(validating: data, as: UTF8.self)
        else { return nil }
        if text.hasSuffix("\n") || text.hasSuffix("\r\n") { text.removeLast() }
        return text
    }
}
