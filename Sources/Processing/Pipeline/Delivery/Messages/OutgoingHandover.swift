public import Attachments
public import Foundation
public import Ledger

extension MessageKind {
    /// What became of an attachment, for the operator's own systems: the outcome webhook.
    public static let handover = MessageKind(rawValue: "handover")
}

/// What became of an attachment, for the operator's own systems: the outcome webhook.
public struct OutgoingHandover: OutgoingMessage {
    /// `handover`
    public static let kind = MessageKind.handover

    /// The attachment, as it is now.
    public let attachment: Attachment
    /// How it came there.
    public let timeline: [TimelineEntry]
    /// The state that is told.
    public let outcome: AttachmentState
    /// Where the file may be had; `nil` where it may not.
    public let link: URL?

    /// The state that is told, stored as its word.
    public struct Payload: OutboxPayload, Hashable {
        /// The state; `nil` stands for the one that the attachment has when it is told.
        public let outcome: AttachmentState?

        /// Takes a state.
        public init(outcome: AttachmentState?) { self.outcome = outcome }
        /// Reads the state's word.
        public init(stored: String?) { outcome = stored.flatMap(AttachmentState.init) }
        /// The state's word.
        public var stored: String? { outcome?.rawValue }
    }

    /// Describes a call.
    public init(_ attachment: Attachment, timeline: [TimelineEntry], outcome: AttachmentState, link: URL?) {
        self.attachment = attachment
        self.timeline = timeline
        self.outcome = outcome
        self.link = link
    }

    /// Looks up the timeline and makes the link.
    public init(_ message: OutboxMessage, payload: Payload, sources: DeliverySources) async throws {
        attachment = try message.requiredAttachment()
        timeline = try await sources.ledger.timeline(of: attachment.id)
        outcome = payload.outcome ?? attachment.state
        link = attachment.isAvailable ? try sources.link(attachment) : nil
    }

    /// In a lane of its own, out of the way of the conversation.
    ///
    /// - Parameter since: tells apart what happens again after a retry, while the first time may still wait to be told.
    static func queued(_ attachment: Attachment, _ state: AttachmentState, since: Int) -> NewMessage {
        queued(
            key: "\(attachment.id)-handover-\(state.rawValue)-\(since)", payload: Payload(outcome: state),
            lane: "\(attachment.id)/handover")
    }

    /// The file, where it may be had.
    public var linked: [AttachmentID] { link == nil ? [] : [attachment.id] }

    /// The attachment's timeline does not tell of it.
    public func delivered(_ message: OutboxMessage, _ end: DeliveryEnd, _ context: DeliveryContext) -> DeliveryEffects {
        DeliveryEffects()
    }
}
