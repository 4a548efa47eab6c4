import Crypto
import FileIO
public import Foundation

/// The folder that holds everything that has to survive: ledger, files, keys, and the private clamd. Ours alone.
public struct StateFolder: Sendable {
    /// What signs links and upload tokens, unless the configuration has a secret of its own.
    public static let linkSecret = "link-secret"
    /// What this installation is called among those that share a ledger.
    static let instance = "instance"
    /// The ledger's file.
    static let ledger = "ledger.sqlite"

    /// An absolute path.
    public let path: String

    /// The same as an address.
    public var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

    private let lock: FolderLock

    /// Makes the folder where it is missing and keeps every other process of ours out of it.
    ///
    /// - Throws: `ApplicationError` when it cannot be had.
    public init(_ path: String) throws {
        let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
        guard let lock = try Self.lock(absolute) else {
            throw ApplicationError(
                .unavailable,
                "Another lazaret works with the state folder \(absolute). Stop it, or set 'data' to another folder.")
        }
        (self.path, self.lock) = (absolute, lock)
    }

    private static func lock(_ path: String) throws -> FolderLock? {
        do {
            // Refused before anything is written where others could change it.
            _ = try Directory(path: path)
            return try FolderLock(in: path)
        } catch {
            throw ApplicationError(
                .unavailable,
                "The state folder \(path) cannot be used. \(error) Or set 'data' to another folder.")
        }
    }

    /// Where something lies in the folder.
    func file(_ name: String) -> URL { url.appending(path: name) }

    /// 32 random bytes that stay the same from start to start; made at the first.
    public func secret(_ name: String) throws -> [UInt8] {
        if let known = Self.secret(name, in: path) { return known }
        let fresh = try SecureRandom.bytes(32)
        try write(Hexadecimal.encode(fresh), to: name)
        return fresh
    }

    /// A secret that was made before; works while another process holds the folder.
    public static func secret(_ name: String, in path: String) -> [UInt8]? {
        let text = try? String(contentsOf: URL(fileURLWithPath: path).appending(path: name), encoding: .utf8)
        return text.flatMap { Hexadecimal.decode($0.trimmingCharacters(in: .newlines)) }.flatMap { $0.count == 32 ? $0 : nil }
    }

    /// What was written under a name; `nil` when nothing was.
    func read(_ name: String) -> String? {
        (try? String(contentsOf: file(name), encoding: .utf8))?.trimmingCharacters(in: .newlines)
    }

    /// Writes a small file that only we can read.
    func write(_ text: String, to name: String) throws {
        guard
            FileManager.default.createFile(
                atPath: file(name).path, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
        else { throw ApplicationError(.unavailable, "Cannot write \(file(name).path). Check the folder's owner and free space.") }
    }
}
