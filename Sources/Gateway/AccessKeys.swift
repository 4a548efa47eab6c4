import Crypto
import HTTPSemantics
import HTTPServer
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

    /// What a request's credentials are worth.
    enum Admission: Sendable, Hashable {
        case admitted(as: String)
        /// No `Authorization: Bearer …` that could be read.
        case missing
        /// Nobody's key.
        case unknown
        /// A key without any of the roles asked for.
        case forbidden
    }

    private let keys: Mutex<[Key]>

    /// Starts with a set of keys.
    public init(_ keys: [Key]) { self.keys = Mutex(keys) }

    /// Puts other keys in force for requests from now on.
    public func replace(with keys: [Key]) { self.keys.withLock { $0 = keys } }

    /// Looks at a request's bearer key. Compares with every key in constant time, so that timing tells nothing about any.
    func admit(_ request: Request, toAnyOf roles: Set<Role>) -> Admission {
        guard let presented = Self.bearer(of: request) else { return .missing }
        // A digest that cannot be made admits nobody.
        guard let digest = try? SHA256.hash(Array(presented.utf8)).hex else { return .unknown }
        var holder: Key?
        for key in keys.withLock({ $0 }) where ConstantTime.equal(key.sha256, digest) { holder = key }
        guard let holder else { return .unknown }
        return holder.roles.isDisjoint(with: roles) ? .forbidden : .admitted(as: holder.name)
    }

    /// The token of `Authorization: Bearer …` (RFC 6750, section 2.1); the scheme's case does not matter.
    ///
    /// `nil` when the field comes twice: a proxy in front might have looked at the other one.
    private static func bearer(of request: Request) -> String? {
        let values = request.fields.values(of: "Authorization")
        guard values.count == 1 else { return nil }
        let parts = values[0].split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].drop { $0 == " " })
    }
}
