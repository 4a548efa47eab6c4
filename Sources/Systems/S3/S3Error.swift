/// The service did not do what was asked. Names buckets and codes of the service, and nothing of a customer's.
public struct S3Error: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why; a closed set, so that callers can decide.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no such object or upload.
        case notFound
        /// There is no such bucket.
        case noSuchBucket
        /// The key may not do this.
        case accessDenied
        /// The service does not know the key, or signs otherwise.
        case wrongCredentials
        /// The service knows the key, and its user is suspended.
        case suspended
        /// This machine's clock and the service's differ by more than the service accepts.
        case clockSkew
        /// The bucket is elsewhere than the configuration says.
        case wrongRegion
        /// A quota or the service's disks are full.
        case full
        /// The service received other bytes than were sent.
        case corrupted
        /// The service is there and cannot now; it was asked several times.
        case unavailable
        /// No complete answer came; it was asked several times.
        case unreachable
        /// The answer is not one of S3's.
        case invalidAnswer
        /// The service refused the request, for a reason not foreseen here.
        case refused
    }

    /// Why.
    public let code: Code
    /// What failed and what to do.
    public let description: String
    /// Whether the same request may well succeed later, with nobody changing anything.
    let isRetryable: Bool

    init(_ code: Code, _ description: String, isRetryable: Bool = false) {
        self.code = code
        self.description = description
        self.isRetryable = isRetryable
    }
}
