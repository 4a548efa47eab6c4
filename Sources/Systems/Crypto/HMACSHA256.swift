internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// The authentication code of a message.
    ///
    /// - Parameter key: any length; the RFC advises at least 32 bytes.
    /// - Throws: ``CryptoError`` when the library refused the key or the message.
    public static func authenticate(key: [UInt8], message: RawSpan) throws(CryptoError) -> Digest {
        // HMAC pads its key with zeros: an empty key is the same key, and has an address to pass.
        let key = key.isEmpty ? [0] : key
        var code = [UInt8](repeating: 0, count: Digest.byteCount)
        let made = unsafe message.withUnsafeBytes { message in
            let text = unsafe message.assumingMemoryBound(to: UInt8.self)
            return unsafe HMAC(EVP_sha256(), key, CInt(key.count), text.baseAddress, text.count, &code, nil) != nil
        }
        guard made, let digest = Digest(code) else { throw CryptoError(code: .authenticationUnavailable) }
        return digest
    }

    /// The authentication code of a message.
    ///
    /// - Parameter key: any length; the RFC advises at least 32 bytes.
    /// - Throws: ``CryptoError`` when the library refused the key or the message.
    public static func authenticate(key: [UInt8], message: [UInt8]) throws(CryptoError) -> Digest {
        try unsafe authenticate(key: key, message: message.span.bytes)
    }
}
