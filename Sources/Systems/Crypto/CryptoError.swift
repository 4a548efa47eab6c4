/// OpenSSL refused what it is always able to do: its configuration or the machine is broken.
public struct CryptoError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was asked of the library.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// A SHA-256 could not be made.
        case digestUnavailable
        /// An HMAC-SHA-256 could not be made.
        case authenticationUnavailable
        /// No random bytes were to be had.
        case randomUnavailable
    }

    /// What was asked of the library.
    public let code: Code

    /// What failed and what to do.
    public var description: String {
        switch code {
        case .digestUnavailable: "OpenSSL made no SHA-256. " + Self.remedy
        case .authenticationUnavailable: "OpenSSL made no HMAC-SHA-256. " + Self.remedy
        case .randomUnavailable: "OpenSSL gave no random bytes. " + Self.remedy
        }
    }

    private static let remedy = "Check libssl3 and /etc/ssl/openssl.cnf; the default provider must be active."
}
