public import Attachments
import Egress
public import Pipeline

/// Fetches the files that messages speak of: from the platform, with our token, or from elsewhere, without it and through the guard.
public struct PlatformFiles: FileSource {
    private let downloads: PlatformDownloads
    private let client: PlatformClient
    private let intake: Intake

    /// Fetches by downloads.
    ///
    /// - Parameters:
    ///   - client: reads messages whose files have no address yet.
    ///   - intake: is told of files of a message that nobody had announced.
    public init(_ downloads: PlatformDownloads, client: PlatformClient, into intake: Intake) {
        self.downloads = downloads
        self.client = client
        self.intake = intake
    }

    /// Makes one attempt.
    public func fetch(
        _ file: AnnouncedFile, of message: ConversationMessage, limit: Int64,
        into take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> FetchAnswer {
        var isFresh = false
        do {
            let named: MessageAttachment
            switch file.location {
            case .url(let url): named = MessageAttachment(url: url)
            case .platformFile(let id): named = MessageAttachment(id: id)
            case .message(let index, let count):
                named = try await read(message, index, of: count)
                isFresh = true
            }
            let found = try await downloads.stream(named, maximumBytes: Int(limit)) { found, body in
                for try await piece in body { try await take(piece) }
                return found
            }
            return .complete(name: named.name ?? found.name, type: named.mime ?? found.mediaType)
        } catch let error as EgressError {
            // The next attempt reads the message again, and with it another address.
            return isFresh && error.code == .notAllowed ? .missing(reason: error.description) : FetchAnswer(error)
        } catch let error as GenesysError {
            return FetchAnswer(error)
        }
    }

    /// Where the file is now: the platform's addresses run out, so that they are asked for at each attempt.
    private func read(_ message: ConversationMessage, _ index: Int, of count: Int) async throws -> MessageAttachment {
        guard let conversationID = message.conversationID, let messageID = message.externalID else {
            throw GenesysError(.missingValue, "The message has no identifiers of the platform's, so it cannot be read.")
        }
        let files = try await client.send(MessageFetch(conversationID: conversationID, messageID: messageID)).attachments
        if index == 0, files.count > count {
            _ = try await intake.announce(
                message.rest(intake.nextMessageID()),
                files: (count..<files.count).map { AnnouncedFile(location: .message(index: $0, count: files.count)) })
        }
        guard files.indices.contains(index) else {
            throw GenesysError(.notFound, "The message has \(files.count) files, and not the one that was announced.")
        }
        return files[index]
    }
}

extension ConversationMessage {
    /// The same message, for the files that its event did not speak of.
    fileprivate func rest(_ id: MessageID) -> ConversationMessage {
        ConversationMessage(
            id: id, key: "\(key)/rest", direction: direction, source: source, channel: channel, externalID: externalID,
            conversationID: conversationID, contactID: contactID, createdAt: createdAt)
    }
}

extension FetchAnswer {
    fileprivate init(_ error: GenesysError) {
        switch error.code {
        case .keptBack: self = .notSent(reason: error.description, after: error.retryAfter)
        case .notFound: self = .missing(reason: error.description)
        case _ where error.isRetryable: self = .later(reason: error.description, after: error.retryAfter)
        default: self = .refused(reason: error.description)
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
