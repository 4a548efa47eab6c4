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
    /// The configured channel that it belongs to; `nil` for the platform's own integration.
    public let channel: String?
    /// What to take.
    public let contents: Contents

    /// The kinds of thing to deliver.
    public enum Contents: Sendable {
        /// A released file for the agent, to be fetched by its signed link.
        case file(Attachment, link: URL)
        /// A text to the customer about a file that was not let through.
        case notice(Attachment, text: String)
        /// The words of a customer's message, for the agent.
        case text(ConversationMessage)
        /// An agent's message for the customer's channel, with all of its files.
        case forward(ConversationMessage, files: [ForwardedFile])
        /// What became of an agent's message.
        case receipt(ConversationMessage, MessageFate)
        /// A sign to the agent that a file is being looked at.
        case placeholder(Attachment)
        /// What was found out about a file that the agent has, for the customer's participant.
        case attributes(Attachment)
        /// The end of the platform's copies of a file; with the link by which it was given to the platform.
        case removal(Attachment, sentLink: String?)
        /// Words to the agent about an infected file that the agent has.
        case alert(Attachment)
        /// The end of the conversation.
        case disconnection(Attachment)
        /// A released file for the external contact.
        case note(Attachment, link: URL)
        /// An outcome for the operator's own systems; with a link where the file may be had.
        case handover(Attachment, timeline: [TimelineEntry], outcome: AttachmentState, link: URL?)
        /// A card for the customer.
        case card(OutgoingCard)
        /// The words of a card that was pushed to a channel, for the conversation's transcript.
        case transcript(OutgoingCard)
        /// A button that a customer chose on a channel.
        case click(OutgoingClick)
        /// What became of a card, as JSON, for whoever counts.
        case report(String)
    }

    /// Packs a parcel.
    public init(idempotencyKey: String, channel: String? = nil, contents: Contents) {
        self.idempotencyKey = idempotencyKey
        self.channel = channel
        self.contents = contents
    }
}

/// One file of a message that is passed on, in the message's order.
public struct ForwardedFile: Sendable, Hashable {
    /// The file, as it is now.
    public let attachment: Attachment
    /// A signed link to it; `nil` when it was not let through.
    public let link: URL?

    /// Describes a file.
    public init(attachment: Attachment, link: URL?) {
        self.attachment = attachment
        self.link = link
    }
}

/// What became of an agent's message; the words are Open Messaging's own.
public struct MessageFate: Sendable, Hashable, Codable {
    /// How it ended.
    public var status: Status
    /// Why it failed, or a part of it; a reason code of the platform's.
    public var code: String?
    /// The same for people.
    public var reason: String?

    /// How it ended.
    public enum Status: String, Sendable, Hashable, Codable {
        case delivered = "Delivered"
        case failed = "Failed"
    }

    /// The channel has taken it, whole.
    public static let delivered = MessageFate(status: .delivered)

    /// It, or a part of it, did not reach the customer.
    public static func failed(code: String, reason: String) -> MessageFate {
        MessageFate(status: .failed, code: code, reason: reason)
    }
}

/// How an attempt ended.
public enum CourierAnswer: Sendable, Hashable {
    /// The other side has taken it; its own identifier, where it gave one, and a sentence for the timeline.
    case delivered(remoteID: String?, detail: String)
    /// Not now: the reason, and how long the other side asked to wait.
    case later(reason: String, after: Duration?)
    /// It was not even tried: calls are kept back for so long. No attempt was made.
    case notSent(reason: String, after: Duration?)
    /// There is nothing to be done, or no way to do it: a sentence for the timeline.
    case skipped(reason: String)
    /// Never: trying again would not help.
    case refused(reason: String)
}
