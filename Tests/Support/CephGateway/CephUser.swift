import Foundation
import Observability
public import S3

/// One more user of the shared service, who owns no bucket of ours.
public struct CephUser: Sendable {
    /// What requests are signed with.
    public let credentials: Credentials
    private let name: String
    private let folder: String

    fileprivate init(in folder: String) throws {
        name = "user-\(UUID().uuidString.lowercased())"
        credentials = Credentials(accessKey: "AK\(name)", secretKey: Secret("SK\(name)"))
        self.folder = folder
        try administer("user", "create", "--display-name=\(name)", "--access-key=AK\(name)", "--secret-key=SK\(name)")
    }

    /// Has the service refuse the user from now on.
    public func suspend() throws { try administer("user", "suspend") }

    private func administer(_ words: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/radosgw-admin")
        process.arguments = ["-c", "\(folder)/ceph.conf"] + words + ["--uid=\(name)"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CephGateway.Failure(what: words.joined(separator: " ")) }
    }
}

extension CephGateway {
    /// Makes a user.
    public func newUser() throws -> CephUser { try CephUser(in: folder) }
}
