public import Foundation

/// How files are scanned, and by whom.
public struct ScannerConfiguration: Sendable, Hashable {
    /// The least busy one is asked; none means a clamd found on this machine, or else a private one.
    public var endpoints: [ClamdEndpoint]
    /// For one scan of an empty file; larger files get a second more for each megabyte.
    public var timeout: Duration
    /// Signatures older than this judge nothing.
    public var maximumSignatureAge: Duration
    /// Bytes. The engine must prove that it scans files of this size; larger than proven is never clean.
    public var maximumFileSize: Int64
    /// Scans at once; the engine's own number of threads is a second limit. At least 1.
    public var concurrency: Int
    /// Holds a folder `clamd` for the private engine and for the files of the self-test.
    public var stateFolder: URL
    /// Where the private engine finds its signatures; freshclam's folder.
    public var signatureFolder: URL

    /// Takes what the configuration says; everything but the state folder has a default.
    public init(
        endpoints: [ClamdEndpoint] = [], timeout: Duration = .seconds(120), maximumSignatureAge: Duration = .seconds(7 * 86_400),
        maximumFileSize: Int64 = 10_000_000, concurrency: Int = max(2 * ProcessInfo.processInfo.activeProcessorCount, 4),
        stateFolder: URL, signatureFolder: URL = URL(filePath: "/var/lib/clamav", directoryHint: .isDirectory)
    ) {
        self.endpoints = endpoints
        self.timeout = timeout
        self.maximumSignatureAge = maximumSignatureAge
        self.maximumFileSize = maximumFileSize
        self.concurrency = max(1, concurrency)
        self.stateFolder = stateFolder
        self.signatureFolder = signatureFolder
    }

    /// Everything that scanning writes lies in here.
    var clamdFolder: URL { stateFolder.appending(path: "clamd", directoryHint: .isDirectory) }

    /// How long a file of this size may take.
    func timeLimit(forSize size: Int64) -> Duration { timeout + .milliseconds(size / 1000) }
}
