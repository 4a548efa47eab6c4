public import Foundation

/// A folder of our own for the time of one command.
public struct ScratchFolder: Sendable {
    /// Where it is.
    public let url: URL

    /// Makes it.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "lazaret-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Removes it; what cannot be removed is left to the system's own cleaning of temporary files.
    public func remove() { try? FileManager.default.removeItem(at: url) }
}
