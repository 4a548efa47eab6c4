/// `logging`: what is logged.
public struct LoggingSection: Sendable, Hashable {
    /// Lines below it are not written.
    public var level = Level.info

    /// How much a line matters.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case debug
        case info
        case warning
        case error
    }

    /// Makes the default section.
    public init() {}
}

extension LoggingSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("level", &level, .choice)
    }
}
