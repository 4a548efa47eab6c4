import HTTPClient

extension GenesysError {
    /// A call that had no answer. Only an address that can never work is for good: an operator mends the rest while the call waits.
    init(_ error: any Error, of call: Endpoint) {
        guard let error = error as? HTTPClientError else {
            self.init(.unavailable, "\(call.rawValue): \(error)")
            return
        }
        let isFinal = error.code == .invalidURL || error.code == .invalidRequest
        self.init(isFinal ? .rejected : .unavailable, "\(call.rawValue): \(error)")
    }
}
