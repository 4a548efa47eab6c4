public import Attachments

/// Where announced files come from. Called by the fetcher, which retries.
public protocol FileSource: Sendable {
    /// Makes one attempt; must end by itself in a limited time.
    ///
    /// - Parameters:
    ///   - limit: bytes; a larger file is not read to its end.
    ///   - take: is given the bytes in order, piece by piece; what it throws ends the attempt and is thrown on.
    func fetch(
        _ file: AnnouncedFile, of message: ConversationMessage, limit: Int64,
        into take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> FetchAnswer
}

/// How an attempt to fetch a file ended.
public enum FetchAnswer: Sendable, Hashable {
    /// All of it was taken; the name and the type that its source gives, for want of the sender's.
    case complete(name: String?, type: String?)
    /// Not now: the reason, and how long the other side asked to wait.
    case later(reason: String, after: Duration?)
    /// It was not even tried: calls are kept back for so long. No attempt was made.
    case notSent(reason: String, after: Duration?)
    /// It is not there; it may only not be there yet.
    case missing(reason: String)
    /// Never: trying again would not help.
    case refused(reason: String)
    /// It is larger than the limit.
    case tooLarge
}
