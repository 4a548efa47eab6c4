import Foundation

/// The private clamd's `clamd.conf` (clamd.conf(5)): everything inside one folder, nothing on the network, limits that match the policy.
struct ClamdSettings: Sendable, Hashable {
    /// Holds the socket, the pid file, the temporary files and the configuration.
    let folder: URL
    let signatureFolder: URL
    let maximumFileSize: Int64
    let threads: Int
    /// For one file.
    let scanTime: Duration

    init(_ configuration: ScannerConfiguration) {
        // clamd runs in another folder than we do.
        folder = configuration.clamdFolder.absoluteURL
        signatureFolder = configuration.signatureFolder.absoluteURL
        maximumFileSize = configuration.maximumFileSize
        threads = configuration.concurrency
        scanTime = configuration.timeLimit(forSize: configuration.maximumFileSize)
    }

    var file: URL { folder.appending(path: "clamd.conf") }
    var socket: URL { folder.appending(path: "clamd.sock") }
    var processFile: URL { folder.appending(path: "clamd.pid") }
    var temporaryFolder: URL { folder.appending(path: "tmp", directoryHint: .isDirectory) }

    /// The file's text.
    ///
    /// `MaxFileSize` holds for what is inside an archive as well: clamd skips a larger member silently, even with `AlertExceedsMax`. At the
    /// height of `MaxScanSize` no member can be skipped before that limit is reached, which clamd does tell.
    var text: String {
        let scanSize = max(4 * maximumFileSize, 400 << 20)
        return """
            # Written by lazaret at every start; changes are lost.
            Foreground yes
            LocalSocket \(socket.path)
            LocalSocketMode 600
            FixStaleSocket yes
            PidFile \(processFile.path)
            TemporaryDirectory \(temporaryFolder.path)
            DatabaseDirectory \(signatureFolder.path)
            MaxThreads \(threads)
            MaxFileSize \(scanSize)
            MaxScanSize \(scanSize)
            StreamMaxLength \(maximumFileSize)
            MaxScanTime \(scanTime.components.seconds * 1000)
            AlertExceedsMax yes
            AlertEncrypted yes
            AlertOLE2Macros yes

            """
    }

    /// What `sun_path` holds besides its final NUL (unix(7)).
    private static let longestSocketPath = 107

    /// Makes the folders for this user alone, empties the temporary one, and writes the file.
    func write() throws(ScanningError) {
        guard socket.path.utf8.count <= Self.longestSocketPath else {
            throw ScanningError(
                .folderUnusable,
                "\(socket.path) is too long for a socket, which may have \(Self.longestSocketPath) bytes; use a state folder with a shorter path."
            )
        }
        let manager = FileManager.default
        do {
            if manager.fileExists(atPath: temporaryFolder.path) { try manager.removeItem(at: temporaryFolder) }
            for place in [folder, temporaryFolder] {
                try manager.createDirectory(at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            try Data(text.utf8).write(to: file, options: .atomic)
        } catch {
            throw ScanningError(
                .folderUnusable, "Cannot prepare \(folder.path) for the private clamd: \(error). Let this user write there.")
        }
    }

    /// Whether the folder holds anything that clamd loads as signatures.
    var hasSignatures: Bool {
        let kinds: Set = [
            "cvd", "cld", "cud", "hdb", "hsb", "hdu", "hsu", "mdb", "msb", "ndb", "ndu", "ldb", "ldu", "cdb", "yar", "yara",
        ]
        let names = try? FileManager.default.contentsOfDirectory(atPath: signatureFolder.path)
        return names?.contains { kinds.contains(URL(filePath: $0).pathExtension.lowercased()) } ?? false
    }
}
