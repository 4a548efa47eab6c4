import Crypto
import Foundation

/// A signature database with a version, as the official ones have: verdicts are remembered only for signatures that can be told apart.
///
/// It is unsigned (`.cud`): a header of 512 bytes and an archive, in which `daily.info` says the same and what else is in there. What
/// clamd wants of it was tried with ClamAV 1.4.
struct VersionedSignatures {
    private static let header = "ClamAV-VDB:26 Nov 2026 07-00 +0000:1:1:90:X:X:lazaret:1795676400"

    /// Matches no file of the benchmark.
    private let signatures = Data("Lazaret.Bench:0:*:\(String(repeating: "4c7a", count: 32))\n".utf8)

    /// Puts the database into clamd's folder of signatures.
    func write(to folder: URL) throws {
        let parts = folder.deletingLastPathComponent().appending(path: "daily")
        for place in [folder, parts] { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) }
        let hash = try SHA256.hash(Array(signatures)).hex
        let info = "\(Self.header)\ndaily.ndb:\(signatures.count):\(hash)\n"
        try Data(info.utf8).write(to: parts.appending(path: "daily.info"))
        try signatures.write(to: parts.appending(path: "daily.ndb"))
        let archive = try Self.archive(parts, ["daily.info", "daily.ndb"])
        let padded = Self.header.padding(toLength: 512, withPad: " ", startingAt: 0)
        try (Data(padded.utf8) + archive).write(to: folder.appending(path: "daily.cud"))
    }

    /// The files in this order, for clamd reads `daily.info` first.
    private static func archive(_ folder: URL, _ names: [String]) throws -> Data {
        let (tar, output) = (Process(), Pipe())
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
        tar.arguments = ["--format=ustar", "-C", folder.path, "-cz"] + names
        tar.standardOutput = output
        try tar.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        tar.waitUntilExit()
        return bytes
    }
}
