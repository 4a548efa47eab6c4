public import Observability

/// `logging`: what is logged.
public struct LoggingSection: Sendable, Hashable {
    /// Lines below it are not written.
    public var level = Logger.Level.info

    /// Makes the default section.
    public init() {}
}

extension LoggingSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.value("level", &level, .choice)
    }
}
