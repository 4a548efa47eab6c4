internal import COpenSSL

/// Bytes that nobody can foretell: keys, secrets, tokens.
public enum SecureRandom {
    /// Makes random bytes.
    ///
    /// - Throws: ``CryptoError`` when the system has no randomness to give; nothing weaker is ever returned.
    public static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = unsafe bytes.withUnsafeMutableBufferPointer { unsafe RAND_bytes($0.baseAddress, CInt($0.count)) }
        guard filled == 1 else { throw CryptoError(code: .randomUnavailable) }
        return bytes
    }
}
