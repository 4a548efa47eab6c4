public import Attachments

/// The objects in quarantine, page by page, so that any number of them takes the memory of one page.
public struct QuarantinedObjects: AsyncSequence, AsyncIteratorProtocol, Sendable {
    private let nextPage: @Sendable () async throws -> [AttachmentID]?

    /// Makes a sequence of a function that gives the next page, and `nil` after the last; a page may be empty.
    public init(nextPage: @escaping @Sendable () async throws -> [AttachmentID]?) {
        self.nextPage = nextPage
    }

    /// The next page; `nil` after the last.
    public func next() async throws -> [AttachmentID]? { try await nextPage() }

    /// The pages can be gone through once.
    public func makeAsyncIterator() -> QuarantinedObjects { self }
}
