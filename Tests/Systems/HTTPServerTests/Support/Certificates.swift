import Foundation

/// A folder with certificates made by openssl, gone with it.
final class Certificates: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Makes `NAME.pem` and `NAME.key` for 127.0.0.1, signed by itself.
    func make(_ name: String, days: Int = 2) throws {
        try openssl(
            "req -x509 \(Self.key) -keyout \(name).key -out \(name).pem -days \(days) -subj /CN=\(name) -addext subjectAltName=IP:127.0.0.1"
        )
    }

    /// Makes `root.pem`, and `NAME.pem` with a certificate that one in the middle has signed, and that one's.
    func makeChain(_ name: String) throws {
        try make("root")
        try openssl("req \(Self.key) -keyout middle.key -out middle.csr -subj /CN=middle")
        try "basicConstraints=critical,CA:TRUE\n".write(to: folder.appending(path: "ca.ext"), atomically: true, encoding: .utf8)
        try openssl(
            "x509 -req -in middle.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -extfile ca.ext -out middle.pem")
        try openssl("req \(Self.key) -keyout \(name).key -out leaf.csr -subj /CN=\(name)")
        try "subjectAltName=IP:127.0.0.1\n".write(to: folder.appending(path: "leaf.ext"), atomically: true, encoding: .utf8)
        try openssl(
            "x509 -req -in leaf.csr -CA middle.pem -CAkey middle.key -CAcreateserial -days 2 -extfile leaf.ext -out leaf.pem")
        _ = try shell("cd \(folder.path) && cat leaf.pem middle.pem > \(name).pem")
    }

    private static let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"

    private func openssl(_ arguments: String) throws {
        let output = try shell("cd \(folder.path) && openssl \(arguments) && echo made")
        guard output.hasSuffix("made\n") else { throw Client.Failure(what: output) }
    }
}
