internal import COpenSSL

/// Comparison of secrets.
public enum ConstantTime {
    /// Whether two secrets are the same bytes. How long it takes depends on their length alone, not on where they differ.
    public static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        return unsafe a.withUnsafeBytes { left in
            unsafe b.withUnsafeBytes { right in unsafe CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0 }
        }
    }

    /// Whether two secrets are the same UTF-8 text. How long it takes depends on their length alone, not on where they differ.
    public static func equal(_ a: String, _ b: String) -> Bool {
        equal(Array(a.utf8), Array(b.utf8))
    }
}
