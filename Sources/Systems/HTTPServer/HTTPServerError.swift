/// Why a server could not be had.
public struct HTTPServerError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: Sendable, Hashable {
        /// The configured address is not an IP address.
        case badAddress
        /// The system refused the address or the port.
        case cannotListen
        /// The certificate or its key cannot be used.
        case badCertificate
        /// The HTTP library did not start.
        case cannotStart
        /// `run` was called a second time.
        case alreadyRun
    }

    /// What kind of failure it is.
    public let code: Code
    /// What failed and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
