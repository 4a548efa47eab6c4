public import Attachments
import Egress
public import Pipeline

/// Fetches the files that messages speak of: from the platform, with our token, or from elsewhere, without it and through the guard.
public struct PlatformFiles: FileSource {
    private let downloads: PlatformDownloads

    /// Fetches by downloads.
    public init(_ downloads: PlatformDownloads) { self.downloads = downloads }

    /// Makes one attempt.
    public func fetch(
        _ file: AnnouncedFile, of message: ConversationMessage, limit: Int64,
        into take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> FetchAnswer {
        do {
            let found = try await downloads.stream(MessageAttachment(file), maximumBytes: Int(limit)) { found, body in
                for try await piece in body { try await take(piece) }
                return found
            }
            return .complete(name: found.name, type: found.mediaType)
        } catch let error as EgressError {
            return FetchAnswer(error)
        } catch let error as GenesysError {
            return error.isRetryable
                ? .later(reason: error.description, after: error.retryAfter) : .refused(reason: error.description)
        }
    }
}

extension MessageAttachment {
    fileprivate init(_ file: AnnouncedFile) {
        switch file.location {
        case .url(let url): self.init(url: url)
        case .platformFile(let id): self.init(id: id)
        }
    }
}

extension FetchAnswer {
    fileprivate init(_ error: EgressError) {
        switch error.code {
        case .gone: self = .missing(reason: error.description)
        case .tooLarge: self = .tooLarge
        case .busy, .unavailable, .timedOut, .truncated, .overloaded, .couldNotResolve:
            self = .later(reason: error.description, after: error.retryAfter)
        case .notAllowed:
            self = .refused(
                reason:
                    "\(error.description) Grant the OAuth client's role the permission Conversation > Message > View, then retry.")
        case .invalidURL, .forbiddenScheme, .forbiddenPort, .forbiddenHost, .forbiddenAddress, .tooManyRedirects, .encoded,
            .rejected:
            self = .refused(reason: error.description)
        }
    }
}
