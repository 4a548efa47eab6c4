import Attachments
public import Egress
public import Observability
public import Pipeline
import Threading

/// Fetches the files that a message names by their address, through the guard, while their sender waits.
public struct RemoteFiles: Sendable {
    private let downloader: Downloader
    private let timeout: Duration
    private let intake: Intake
    private let beat: Duration
    private let log: Logger
    private let threads = ThreadPool<Void>(name: "remote-file", threads: 2)

    /// Fetches by a downloader whose guard is for addresses from outside.
    ///
    /// - Parameters:
    ///   - timeout: for one file, redirects included.
    ///   - beat: an address that cannot be reached is answered after a whole number of these, so that the time does not tell why.
    public init(
        _ downloader: Downloader, timeout: Duration, into intake: Intake, beat: Duration = .milliseconds(500),
        log: Logger = Logger()
    ) {
        self.downloader = downloader
        self.timeout = timeout
        self.intake = intake
        self.beat = beat
        self.log = log
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
            let found = try await evenly {
                try await patiently { left in
                    let download = Download(url: remote.url, maximumBytes: Int(clamping: limit), timeout: left)
                    return try await downloader.download(download) { bytes in
                        try await threads.run { try unsafe file.write(bytes.span.bytes) }
                    }
                }
            }
            file.describe(
                named: try remote.name ?? FileName(cleaning: found.name ?? FileName.standIn),
                claimedType: remote.claimedType ?? found.mediaType)
            return file
        } catch {
            file.discard()
            throw error
        }
    }

    /// Asks again for what is not there yet, within the time for one file. Nothing has been received then.
    private func patiently<Value: Sendable>(_ fetch: (_ left: Duration) async throws -> Value) async throws -> Value {
        let deadline = ContinuousClock.now + timeout
        var retries = AvailabilityRetries()
        while true {
            do {
                return try await fetch(deadline - .now)
            } catch let error as EgressError {
                guard let pause = retries.pause(after: error, left: deadline - .now) else { throw error }
                try await Task.sleep(for: pause)
            }
        }
    }

    /// Ends at a whole beat when the address cannot be reached; why is for the log alone.
    private func evenly<Value: Sendable>(_ fetch: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        do {
            return try await fetch()
        } catch let error as EgressError where error.isUnreachable {
            log.warning("A file was not fetched: its address cannot be reached.", ["cause": .string(error.description)])
            try await Task.sleep(until: start + beat * Int(((ContinuousClock.now - start) / beat).rounded(.up)))
            throw error
        }
    }
}
