/// Why there is no answer. Holds nothing of a request but its scheme, host and port.
public struct HTTPClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case invalidURL, invalidRequest, couldNotResolve, couldNotConnect, tls, timedOut, connectionBroken, invalidResponse
        case headerTooLarge, responseTooLarge, bodyUnreadable, cancelled, overloaded, shutDown, unexpected
    }

    /// What kind of failure it is.
    public let code: Code
    /// Scheme, host and port of the address, never its path, query or credentials.
    public let origin: String
    /// What the layer below says about it.
    public let cause: String?

    init(_ code: Code, origin: String, cause: String? = nil) {
        self.code = code
        self.origin = origin
        self.cause = cause
    }

    /// Whether the same request may well succeed later, with nobody changing anything.
    public var isRetryable: Bool {
        switch code {
        case .couldNotResolve, .couldNotConnect, .timedOut, .connectionBroken, .overloaded: true
        case .invalidURL, .invalidRequest, .tls, .invalidResponse, .headerTooLarge, .responseTooLarge, .bodyUnreadable, .cancelled,
            .shutDown, .unexpected:
            false
        }
    }

    /// What failed and what to do about it.
    public var description: String { "\(origin): \(explanation)" + (cause.map { " (\($0))" } ?? "") }

    private var explanation: String {
        switch code {
        case .invalidURL: "the address is not an absolute http or https URL without credentials; correct it"
        case .invalidRequest: "the method or a header field holds characters that HTTP does not allow; correct it"
        case .couldNotResolve: "the host's name could not be resolved; check the name and the DNS of this machine"
        case .couldNotConnect: "no connection; check that the server runs and can be reached from here"
        case .tls: "no trusted TLS connection; check the server's certificate and the trusted authorities"
        case .timedOut: "no complete answer in time; try again later"
        case .connectionBroken: "the connection broke before the answer was complete; try again later"
        case .invalidResponse: "the answer is not sound HTTP, or its lengths contradict each other; check what answers there"
        case .headerTooLarge: "the header of the answer is over the limit; check what answers there"
        case .responseTooLarge: "the body of the answer is over the limit; check what answers there or raise the limit"
        case .bodyUnreadable: "the file that was being sent could not be read to its end; check the disk"
        case .cancelled: "the exchange was cancelled"
        case .overloaded: "too many exchanges are under way; try again later"
        case .shutDown: "the HTTP client is shut down"
        case .unexpected: "the exchange failed in a way that is not foreseen; report it with the cause"
        }
    }
}
