public import Foundation

/// One step of an attachment's way.
public struct TimelineEntry: Sendable, Hashable {
    /// When the step was taken.
    public let at: Date
    /// The state that it led to.
    public let state: AttachmentState
    /// A sentence for people; nothing of the customer's in it.
    public let detail: String

    /// Notes one step.
    public init(at: Date, state: AttachmentState, detail: String) {
        self.at = at
        self.state = state
        self.detail = detail
    }
}
