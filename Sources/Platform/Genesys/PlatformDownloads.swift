public import Egress
import Observability

/// Fetches the files that the platform's messages and events name.
public struct PlatformDownloads: Sendable {
    private let client: PlatformClient
    private let downloader: Downloader

    /// Sets up downloads.
    /// - Parameter downloader: its guard must trust `client.configuration.trustedOrigins`.
    public init(_ client: PlatformClient, by downloader: Downloader) {
        self.client = client
        self.downloader = downloader
    }

    /// Fetches a file and hands it to `read` as it arrives.
    ///
    /// By its address where it has one, else by its identifier. The platform's redirects are followed through the guard, without the
    /// token; a token that is not accepted is replaced once.
    /// - Parameter file: what names the file.
    /// - Throws: `GenesysError` when the file cannot be asked for, `EgressError` when it does not come whole, `CancellationError`, or
    ///   what `read` throws. `read` may have begun.
    public func stream<Value: Sendable>(
        _ file: MessageAttachment, maximumBytes: Int, timeout: Duration = .seconds(120),
        _ read: @Sendable (DownloadedFile, DownloadBody) async throws -> Value
    ) async throws -> Value {
        let address = try address(of: file)
        var download = Download(url: address.url, maximumBytes: maximumBytes, timeout: timeout)
        guard address.needsToken else { return try await downloader.stream(download, read) }
        let token = try await client.tokens.token()
        download.authorization = Self.bearer(token)
        do {
            return try await downloader.stream(download, read)
        } catch let error as EgressError where error.status == 401 {
            await client.tokens.invalidate(token)
            download.authorization = try await Self.bearer(client.tokens.token())
            return try await downloader.stream(download, read)
        }
    }

    private func address(of file: MessageAttachment) throws(GenesysError) -> DownloadAddress {
        if let url = file.url { return try DownloadAddress(url, client.configuration) }
        guard let id = file.id else {
            throw GenesysError(.missingValue, "The message names neither an address nor an identifier of its file.")
        }
        return try DownloadAddress(attachmentID: id, client.configuration)
    }

    private static func bearer(_ token: Secret) -> Secret { Secret("Bearer \(token.reveal())") }
}
