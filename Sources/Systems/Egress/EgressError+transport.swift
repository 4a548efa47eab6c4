import HTTPClient

extension EgressError {
    /// A download without a whole answer.
    /// - Parameter hasBegun: whether the head had come.
    static func from(_ error: HTTPClientError, hasBegun: Bool, limit: Int) -> any Error {
        switch error.code {
        case .cancelled: CancellationError()
        case .responseTooLarge: EgressError(tooLargeFor: limit, error.origin)
        case .timedOut: EgressError(.timedOut, "\(error)")
        case .connectionBroken: EgressError(hasBegun ? .truncated : .unavailable, "\(error)")
        case .couldNotResolve, .couldNotConnect, .overloaded, .shutDown, .unexpected: EgressError(.unavailable, "\(error)")
        case .invalidURL, .invalidRequest, .bodyUnreadable: EgressError(.invalidURL, "\(error)")
        case .tls, .invalidResponse, .headerTooLarge: EgressError(.rejected, "\(error)")
        }
    }

    init(tooLargeFor limit: Int, _ origin: String) {
        self.init(.tooLarge, "\(origin): the file is larger than the limit of \(limit) bytes.", limit: limit)
    }
}
