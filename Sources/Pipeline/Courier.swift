public import Attachments
public import Foundation

/// Takes what leaves the gateway to where it goes. Called by the dispatcher, which retries; must be safe to call again with the same
/// idempotency key.
public protocol Courier: Sendable {
    /// Makes one attempt; must end by itself in a limited time.
    func deliver(_ parcel: Parcel) async -> CourierAnswer
}

/// One thing to deliver.
public struct Parcel: Sendable {
    /// The same for every attempt at the same delivery; the platform's own message id where it has one.
    public let idempotencyKey: String
    /// What to take.
    public let contents: Contents

    /// The kinds of thing to deliver.
    public enum Contents: Sendable {
        /// A released file for the agent, to be fetched by its signed link.
        case file(Attachment, link: URL)
        /// A text to the customer about a file that was not let through.
        case notice(Attachment, text: String)
    }

    /// Packs a parcel.
    public init(idempotencyKey: String, contents: Contents) {
        self.idempotencyKey = idempotencyKey
        self.contents = contents
    }
}

/// How an attempt ended.
public enum CourierAnswer: Sendable, Hashable {
    /// The other side has taken it; its own identifier, where it gave one, and a sentence for the timeline.
    case delivered(remoteID: String?, detail: String)
    /// Not now: the reason, and how long the other side asked to wait.
    case later(reason: String, after: Duration?)
    /// Never: trying again would not help.
    case refused(reason: String)
}
