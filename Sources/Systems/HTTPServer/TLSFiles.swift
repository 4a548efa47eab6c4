/// Where the server's identity lies.
public struct TLSFiles: Sendable, Hashable {
    /// Path of a PEM file: the server's certificate, and behind it those that lead to one that clients know, in that order.
    public var certificate: String
    /// Path of a PEM file with the certificate's key, not encrypted.
    public var key: String

    /// Names two files.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}
