/// HMAC with SHA-256 (RFC 2104) of a message that arrives piece by piece. Belongs to one thread at a time.
public final class RunningHMAC {
    private var inner = SHA256()
    private let outerKey: [UInt8]

    /// Starts on an empty message.
    ///
    /// - Parameter key: any length; the RFC advises at least 32 bytes.
    /// - Throws: ``CryptoError`` when the library refused the key.
    public init(key: [UInt8]) throws(CryptoError) {
        let key = key.count > Self.blockBytes ? try SHA256.hash(key).bytes : key
        let padded = key + [UInt8](repeating: 0, count: Self.blockBytes - key.count)
        outerKey = padded.map { $0 ^ 0x5c }
        inner.update(padded.map { $0 ^ 0x36 })
    }

    /// Takes the next bytes of the message.
    public func update(_ bytes: RawSpan) { inner.update(bytes) }

    /// Ends the message.
    ///
    /// - Throws: ``CryptoError`` when the library refused any part of the message.
    public func finalize() throws(CryptoError) -> Digest {
        try SHA256.hash(outerKey + inner.finalize().bytes)
    }

    /// What SHA-256 works on at a time.
    private static let blockBytes = 64
}
