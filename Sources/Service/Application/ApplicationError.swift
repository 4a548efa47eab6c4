/// Why the application, or a command that uses a part of it, cannot go on.
public struct ApplicationError: Error, CustomStringConvertible {
    /// What has to be done about it.
    public enum Code: Sendable, Hashable {
        /// The configuration, or an argument, has to be corrected.
        case configuration
        /// The answer is no: a running gateway does not do what was asked.
        case refused
        /// Something outside is missing: a service, a folder, a running gateway.
        case unavailable
    }

    /// The kind of the failure.
    public let code: Code
    /// What is wrong, where, and what to do.
    public let description: String

    /// Describes a failure.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
