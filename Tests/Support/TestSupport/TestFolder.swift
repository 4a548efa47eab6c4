public import Foundation

/// A folder of one test's own, gone with it. Its path is short: a unix socket's may have 107 bytes.
public final class TestFolder: Sendable {
    /// Where it is.
    public let url = URL(filePath: "/tmp/lz-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)

    /// Makes it; others may not look into it.
    public init() throws {
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // A ledger that closes on its own thread takes files away meanwhile, and the removal then stops half-way.
        for _ in 0..<20 where FileManager.default.fileExists(atPath: url.path) { try? FileManager.default.removeItem(at: url) }
    }

    /// Where it is, without a slash at the end.
    public var path: String { url.path }

    /// Where a file of it is, or would be.
    public func path(_ name: String) -> String { url.appending(path: name).path }

    /// The names in a folder inside it, sorted; folders are left out.
    public func files(in path: String) throws -> [String] {
        let folder = url.appending(path: path, directoryHint: .isDirectory)
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
            // One that goes while we look is no file any more.
            .filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == false }
            .map(\.lastPathComponent).sorted()
    }

    /// Writes a file, with the folders above it, and gives its path.
    @discardableResult
    public func write(_ text: String, to name: String, permissions: Int = 0o600) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
        return file.path
    }

    /// What is in a file; nothing where there is none.
    public func read(_ name: String) -> String { (try? String(contentsOf: url.appending(path: name), encoding: .utf8)) ?? "" }
}
