/// Why nothing, or not all, was fetched from an address that came from outside. Holds no path and no query.
public struct EgressError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Refused before anything is sent: not a plain absolute URL; neither `https` nor an `http` that is allowed; a port, a host or an
        /// address that must not be reached.
        case invalidURL, forbiddenScheme, forbiddenPort, forbiddenHost, forbiddenAddress
        /// More redirects than allowed, or one that leads nowhere.
        case tooManyRedirects
        /// The name has no address.
        case couldNotResolve
        /// Too much is under way here.
        case overloaded
        /// The file is not there (404, 410).
        case gone
        /// The file is not for us (401, 403).
        case notAllowed
        /// More bytes than the limit, announced or arrived.
        case tooLarge
        /// The server asks to come later, or has still to make the file (202, 429, 503).
        case busy
        /// No connection, or an answer that says "not now".
        case unavailable
        /// Not all in time.
        case timedOut
        /// The connection ended before the body did.
        case truncated
        /// The body is compressed although that was not asked for.
        case encoded
        /// Any other answer than the file, or none that can be trusted.
        case rejected
    }

    /// What kind of failure it is.
    public let code: Code
    /// What failed and what to do about it.
    public let description: String
    /// How long the server asked to wait; at most an hour.
    public let retryAfter: Duration?
    /// Of the answer, where there was one.
    public let status: Int?
    /// Of a file that is too large: how many bytes it may have.
    public let limit: Int?

    /// Whether a redirect led there: the address that was given is then not to blame.
    public private(set) var isOfRedirect = false

    /// The same error, of an address that a redirect named.
    var ofRedirect: EgressError {
        var error = self
        error.isOfRedirect = true
        return error
    }

    init(_ code: Code, _ description: String, retryAfter: Duration? = nil, status: Int? = nil, limit: Int? = nil) {
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
        self.status = status
        self.limit = limit
    }

    /// Whether the guard refused the address, so that nothing was sent to it.
    public var isRefusal: Bool {
        switch code {
        case .invalidURL, .forbiddenScheme, .forbiddenPort, .forbiddenHost, .forbiddenAddress, .tooManyRedirects: true
        default: false
        }
    }

    /// Whether it tells what lies behind an address: whether its name is known, what it stands for, whether something listens there. To who
    /// gave the address all of these are one.
    public var isUnreachable: Bool {
        switch code {
        case .forbiddenAddress, .couldNotResolve: true
        // With a status a server has answered.
        case .unavailable: status == nil
        default: false
        }
    }

    /// Whether the same download may succeed later, with nobody changing anything.
    public var isRetryable: Bool {
        switch code {
        case .couldNotResolve, .overloaded, .busy, .unavailable, .timedOut, .truncated: true
        default: false
        }
    }
}
