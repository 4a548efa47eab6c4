import Crypto
import Foundation

/// Why somebody did something, in their own words: the one part of an entry that may speak of a customer, and that can be erased.
///
/// The chain holds a salted digest in its place. Without the salt nobody can find out by trying what the text was.
public struct AuditReason: Sendable, Hashable, Codable {
    /// The words; `nil` when they were erased.
    public let text: String?
    /// 16 random bytes in hexadecimal; `nil` when they were erased.
    public let salt: String?
    /// SHA-256 over the salt and the words, in hexadecimal: what the entry's hash is over.
    public let digest: String

    /// Takes words.
    ///
    /// - Throws: `CryptoError` when there is no chance to be had, or the library refuses to hash.
    public init(_ text: String) throws {
        let salt = Hexadecimal.encode(try SecureRandom.bytes(16))
        self.init(text: text, salt: salt, digest: try Self.digest(of: text, salt))
    }

    init(text: String?, salt: String?, digest: String) {
        self.text = text
        self.salt = salt
        self.digest = digest
    }

    /// Whether the words are those that were written; nothing is left to be false where they were erased.
    ///
    /// - Throws: `CryptoError` when the library refuses to hash.
    var isGenuine: Bool {
        get throws {
            guard let text, let salt else { return text == nil && salt == nil }
            return try Self.digest(of: text, salt) == digest
        }
    }

    private static func digest(of text: String, _ salt: String) throws -> String { try SHA256.hash(Array((salt + text).utf8)).hex }
}
