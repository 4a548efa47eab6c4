internal import COpenSSL

/// The SHA-256 of bytes that arrive piece by piece (FIPS 180-4).
///
/// Taking a piece cannot fail for the caller: should the library ever refuse one, `finalize()` throws and no digest comes out.
@safe public struct SHA256: ~Copyable, @unchecked Sendable {
    // Freed once and never shared: this type cannot be copied.
    private let context: OpaquePointer?
    private var isSound: Bool

    /// Starts on an empty message.
    public init() {
        unsafe context = EVP_MD_CTX_new()
        isSound = unsafe Self.start(context)
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes the next bytes of the message.
    public mutating func update(_ bytes: RawSpan) {
        guard isSound else { return }
        isSound = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) } == 1
    }

    /// Takes the next bytes of the message.
    public mutating func update(_ bytes: [UInt8]) {
        unsafe update(bytes.span.bytes)
    }

    /// Ends the message, and starts over on an empty one.
    ///
    /// - Throws: ``CryptoError`` when the library refused any part of the message.
    public mutating func finalize() throws(CryptoError) -> Digest {
        var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
        let isComplete = unsafe isSound && EVP_DigestFinal_ex(context, &bytes, nil) == 1
        isSound = unsafe Self.start(context)
        guard isComplete, let digest = Digest(bytes) else { throw CryptoError(code: .digestUnavailable) }
        return digest
    }

    /// The digest of a whole message.
    ///
    /// - Throws: ``CryptoError`` when the library refused it.
    public static func hash(_ message: RawSpan) throws(CryptoError) -> Digest {
        var hasher = SHA256()
        hasher.update(message)
        return try hasher.finalize()
    }

    /// The digest of a whole message.
    ///
    /// - Throws: ``CryptoError`` when the library refused it.
    public static func hash(_ message: [UInt8]) throws(CryptoError) -> Digest {
        try unsafe hash(message.span.bytes)
    }

    private static func start(_ context: OpaquePointer?) -> Bool {
        unsafe context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    }
}
