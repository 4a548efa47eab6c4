import Crypto
import Synchronization

/// The keys that open the gateway; only their SHA-256 is known here.
public final class AccessKeys: Sendable {
    /// One key.
    public struct Key: Sendable, Hashable {
        /// What logs and the audit call its holder.
        public let name: String
        /// SHA-256 of the key, lower-case hexadecimal.
        public let sha256: String
        /// What it may do.
        public let roles: Set<Role>

        /// Describes a key.
        public init(name: String, sha256: String, roles: Set<Role>) {
            self.name = name
            self.sha256 = sha256.lowercased()
            self.roles = roles
        }
    }

    private let keys: Mutex<[Key]>

    /// Starts with a set of keys.
    public init(_ keys: [Key]) { self.keys = Mutex(keys) }

    /// Puts other keys in force for requests from now on.
    public func replace(with keys: [Key]) { self.keys.withLock { $0 = keys } }

    /// The key that was presented; `nil` when it is nobody's. It is compared with every key in constant time, so that timing tells
    /// nothing about any.
    func find(_ presented: String) -> Key? {
        // A digest that cannot be made admits nobody.
        guard let digest = try? SHA256.hash(Array(presented.utf8)).hex else { return nil }
        var found: Key?
        for key in keys.withLock({ $0 }) where ConstantTime.equal(key.sha256, digest) { found = key }
        return found
    }
}
