import Attachments
public import Egress
public import Pipeline
import Threading

/// Fetches the files that a message names by their address, through the guard, while their sender waits.
public struct RemoteFiles: Sendable {
    private let downloader: Downloader
    private let timeout: Duration
    private let intake: Intake
    private let threads = ThreadPool<Void>(name: "remote-file", threads: 2)

    /// Fetches by a downloader whose guard is for addresses from outside.
    ///
    /// - Parameter timeout: for one file, redirects included.
    public init(_ downloader: Downloader, timeout: Duration, into intake: Intake) {
        self.downloader = downloader
        self.timeout = timeout
        self.intake = intake
    }

    /// All files of a message in their order, complete. When it throws, nothing of any remains.
    ///
    /// - Parameter limit: bytes of one file.
    /// - Throws: `EgressError`, `IntakeError`, `FileNameError`, `CancellationError`.
    func bring(_ message: UploadMessage, limit: Int64) async throws -> [IncomingFile] {
        var files: [IncomingFile] = []
        do {
            for file in message.files {
                switch file {
                case .received(let file): files.append(file)
                case .remote(let remote): files.append(try await fetch(remote, limit: limit))
                }
            }
            return files
        } catch {
            message.discard()
            for file in files { file.discard() }
            throw error
        }
    }

    private func fetch(_ remote: RemoteFile, limit: Int64) async throws -> IncomingFile {
        let file = try await threads.run { [intake] in try intake.limited(to: limit).begin() }
        do {
            let download = Download(url: remote.url, maximumBytes: Int(clamping: limit), timeout: timeout)
            let found = try await downloader.download(download) { bytes in
                try await threads.run { try unsafe file.receive(bytes.span.bytes) }
            }
            file.describe(
                named: try remote.name ?? FileName(cleaning: found.name ?? "attachment"),
                claimedType: remote.claimedType ?? found.mediaType)
            return file
        } catch {
            file.discard()
            throw error
        }
    }
}
