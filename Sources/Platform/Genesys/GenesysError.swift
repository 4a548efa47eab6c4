/// Why the platform did not do what it was asked. Holds no secret, no token and no signed link.
public struct GenesysError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The OAuth client's identifier or secret is wrong, or its tokens are not accepted; an operator must correct it.
        case badCredentials
        /// The OAuth client lacks a permission.
        case missingPermission
        /// Too many calls.
        case rateLimited
        /// Nothing was sent: the budget of calls is used up, or the platform has not answered for a while.
        case keptBack
        /// What the request names is not there.
        case notFound
        /// No answer, or one that says "not now".
        case unavailable
        /// The platform refuses this very request.
        case rejected
        /// Neither a success nor a failure in the platform's form.
        case unreadableAnswer
        /// A value that the call needs is missing, or one that is configured cannot be read.
        case missingValue
        /// What came from the platform cannot be read.
        case unreadableEvent
    }

    /// What kind of failure it is.
    public let code: Code
    /// What failed and what to do about it.
    public let description: String
    /// How long to wait before the next attempt; `nil` leaves it to the caller.
    public let retryAfter: Duration?

    init(_ code: Code, _ description: String, retryAfter: Duration? = nil) {
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
    }

    /// Whether the same request may succeed later, with nobody changing it.
    public var isRetryable: Bool {
        switch code {
        case .badCredentials, .rateLimited, .keptBack, .unavailable, .unreadableAnswer: true
        case .missingPermission, .notFound, .rejected, .missingValue, .unreadableEvent: false
        }
    }
}
