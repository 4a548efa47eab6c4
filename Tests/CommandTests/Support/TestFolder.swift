import Foundation

/// A folder of one test's own, with signatures that know the EICAR test file. Its path is short: a unix socket's may have 107 bytes.
final class TestFolder: Sendable {
    /// Put together at run time, so that no file here sets off a scanner.
    static let eicar = #"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"# + "ANTIVIRUS-TEST-FILE!$H+H*"

    let path = "/tmp/lz-\(UUID().uuidString.prefix(8).lowercased())"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: signatures, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let pattern = Self.eicar.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        try write("Eicar-Test-Signature:0:*:\(pattern)\n", to: "signatures/test.ndb")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var signatures: String { path + "/signatures" }

    /// Writes a file, with the folders above it, and gives its path.
    @discardableResult
    func write(_ text: String, to name: String, permissions: Int = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
        return file
    }

    func read(_ name: String) -> String { (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "" }

    /// The numbers of the clamd processes that run with a configuration inside this folder.
    var clamds: [Int32] {
        let numbers = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return numbers.filter { number in
            let line = (try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)) ?? ""
            return line.contains("--config-file=\(path)/")
        }
    }
}
