internal import Foundation
internal import JSON

/// A message in a conversation, with what was seen of its attachment.
struct Message: Sendable {
    enum Direction: String, Sendable {
        case inbound
        case outbound
    }

    enum Author: Sendable {
        case customer
        case agent
        /// Agentless, or a bot.
        case program
    }

    /// In the words of `MessageDetails`.
    enum Status: String, Sendable {
        case queued
        case sent
        case failed
        case received
        case delivered = "delivery-success"
        case undelivered = "delivery-failed"
        case read
        case removed
        case published
    }

    /// The platform's own.
    let id: String
    let direction: Direction
    /// `nil` where the route does not say.
    let integrationID: String?
    let conversationID: String
    /// The sender's own; `nil` for outbound messages.
    let channelMessageID: String?
    let from: String?
    let to: String?
    let text: String?
    var attachment: Attachment?
    var customAttributes: [String: String] = [:]
    var messenger = Messenger.open
    var author = Author.program
    /// Cards and the answers to them, as they came.
    var structured: [JSON] = []
    /// The sender as the channel described it.
    var sender: JSON?
    var metadata: JSON?
    var status = Status.received
    /// What the other side said of it, oldest first.
    var receipts: [Receipt] = []
    /// How often it came: more than 1 when its sender used the same id again.
    var deliveries = 1
    let receivedAt: Date

    /// What the sender declared about a file, and what came when it was fetched.
    struct Attachment: Sendable {
        let id: String?
        let filename: String?
        let mime: String?
        let mediaType: String
        /// Where the sender has it; `nil` for a file that was given to the platform itself.
        let url: WebAddress?
        let sha256: String?
        /// The platform's copy, or the only one.
        var mediaID: String?
        var text: String?
        var fetched = FetchedMedia(.pending)

        /// What the file is of: as it came, else as it was declared.
        var type: String? { fetched.state == .ok ? fetched.contentType ?? mime : mime }
    }

    struct Receipt: Sendable {
        let status: String
        let reasons: JSON?
        let isFinal: Bool?
        let receivedAt: Date
    }

    /// Takes note of a receipt; the newest are kept.
    mutating func add(_ receipt: Receipt) {
        if receipts.count == 20 { receipts.removeFirst() }
        receipts.append(receipt)
        status = Self.statuses[receipt.status] ?? status
    }

    private static let statuses: [String: Status] = [
        "Sent": .sent, "Delivered": .delivered, "Read": .read, "Failed": .undelivered, "Published": .published,
        "Removed": .removed,
    ]
}
