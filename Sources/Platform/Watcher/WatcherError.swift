/// Why a listener cannot be made.
public struct WatcherError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Hashable {
        case noTopics, tooManyTopics
    }

    /// What kind of failure it is.
    public let code: Code

    /// What is wrong and what to do.
    public var description: String {
        switch code {
        case .noTopics: "there is nothing to listen to; name at least one topic"
        case .tooManyTopics:
            "a notification channel takes at most \(NotificationListener.maximumTopics) topics; use a second listener"
        }
    }
}
