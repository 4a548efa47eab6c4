public import Foundation

/// A folder of one test's own, gone with it. Its path is short: a unix socket's may have 107 bytes.
public final class TestFolder: Sendable {
    /// Where it is.
    public let url = URL(filePath: "/tmp/lz-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)

    /// Makes it.
    public init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // A ledger that closes on its own thread takes files away meanwhile, and the removal then stops half-way.
        for _ in 0..<20 where FileManager.default.fileExists(atPath: url.path) { try? FileManager.default.removeItem(at: url) }
    }

    /// The names in a folder inside it, sorted; folders are left out.
    public func files(in path: String) throws -> [String] {
        let folder = url.appending(path: path, directoryHint: .isDirectory)
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory != true }
            .map(\.lastPathComponent).sorted()
    }
}
