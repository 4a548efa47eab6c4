import Attachments
import Crypto

/// How the records of the audit log are linked: each one's hash is over the hash before and its own content, so that none can be changed,
/// taken out or put elsewhere without its followers showing it. Pure.
///
/// What is hashed: the hash before as 64 characters and a line feed (64 zeros before the first); then number, milliseconds since 1970, actor,
/// action, attachment (empty where there is none) and detail, and the
/// digest of the reason where there is one, each as the decimal count of its UTF-8 bytes, a colon, the bytes and a line
/// feed. SHA-256, or HMAC-SHA-256 where there is a key.
public struct AuditChain: Sendable {
    /// What stands before the first record's hash.
    public static let beginning = String(repeating: "0", count: 2 * Digest.byteCount)

    private let key: [UInt8]?

    /// Makes a chain.
    ///
    /// - Parameter key: without it nobody can make a hash that fits; `nil` for plain SHA-256, which everybody can compute.
    public init(key: [UInt8]? = nil) { self.key = key }

    /// Whether hashes are made with a key.
    public var isKeyed: Bool { key != nil }

    /// The same chain as it was before it had a key.
    var unkeyed: AuditChain { AuditChain() }

    /// Numbers and links entries, in order.
    ///
    /// - Parameter head: the last record of the log; `nil` when there is none.
    /// - Throws: `CryptoError` when the library refuses to hash.
    public func link(_ entries: [AuditEntry], after head: AuditHead?) throws -> [AuditRecord] {
        var head = head ?? AuditHead(number: 0, hash: Self.beginning)
        return try entries.map { entry in
            head = AuditHead(
                number: head.number + 1, hash: try hash(of: entry, number: head.number + 1, after: head.hash))
            return AuditRecord(number: head.number, entry: entry, hash: head.hash)
        }
    }

    /// The hash that fits an entry with this number behind that hash.
    ///
    /// - Throws: `CryptoError` when the library refuses to hash.
    public func hash(of entry: AuditEntry, number: Int64, after previous: String) throws -> String {
        let fields =
            [
                "\(number)", "\(entry.at.milliseconds)", entry.actor, entry.action, entry.attachment?.description ?? "",
                entry.detail,
            ] + [entry.reason?.digest].compactMap(\.self)
        let content = Array(fields.reduce(into: previous + "\n") { $0 += "\($1.utf8.count):\($1)\n" }.utf8)
        guard let key else { return try SHA256.hash(content).hex }
        return try HMACSHA256.authenticate(key: key, message: content).hex
    }
}

/// A place in the audit log, by which a later look knows whether everything up to it still stands.
public struct AuditHead: Sendable, Hashable, CustomStringConvertible {
    /// The record's number.
    public let number: Int64
    /// The record's hash.
    public let hash: String

    /// Names a place.
    public init(number: Int64, hash: String) {
        self.number = number
        self.hash = hash
    }

    /// Reads `NUMBER:HASH`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int64(parts[0]), number > 0, let hash = Digest(hex: String(parts[1])) else {
            return nil
        }
        self.init(number: number, hash: hash.hex)
    }

    /// `NUMBER:HASH`.
    public var description: String { "\(number):\(hash)" }
}
