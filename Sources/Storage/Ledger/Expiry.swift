public import Attachments
public import Foundation

/// Which attachments have been at rest for long enough.
public struct Expiry: Sendable, Hashable {
    /// In this state.
    public var state: AttachmentState
    /// Since before this time.
    public var before: Date
    /// How many at most.
    public var limit: Int

    /// Names attachments.
    public init(_ state: AttachmentState, before: Date, limit: Int) {
        self.state = state
        self.before = before
        self.limit = limit
    }
}
