import Attachments
import Foundation

/// An attachment as holders of keys see it; the shape of `GET /attachments/{id}`.
struct AttachmentResource: Encodable {
    /// A link to a released file and the moment it runs out.
    struct Link: Encodable {
        let url: URL
        let expires: Date
    }

    let attachment: Attachment
    let timeline: [TimelineEntry]
    let link: Link?

    private enum Key: String, CodingKey {
        case id, state, source, conversationId, contactId, messageId, file, verdict, link, createdAt, updatedAt, timeline
        case name, size, sha256, claimedType, detectedType
        case outcome, engine, signature, reasons, findings
        case at, detail
    }

    /// Writes absent values as `null`, so that every resource has the same members.
    func encode(to encoder: any Encoder) throws {
        var root = encoder.container(keyedBy: Key.self)
        try root.encode(attachment.id.description, forKey: .id)
        try root.encode(attachment.state, forKey: .state)
        try root.encode(attachment.source, forKey: .source)
        try root.encode(attachment.conversationID, forKey: .conversationId)
        try root.encode(attachment.contactID, forKey: .contactId)
        try root.encode(attachment.messageID, forKey: .messageId)
        try encodeFile(in: &root)
        try encodeVerdict(in: &root)
        try root.encode(link, forKey: .link)
        try root.encode(attachment.createdAt, forKey: .createdAt)
        try root.encode(attachment.updatedAt, forKey: .updatedAt)
        var entries = root.nestedUnkeyedContainer(forKey: .timeline)
        for entry in timeline {
            var step = entries.nestedContainer(keyedBy: Key.self)
            try step.encode(entry.at, forKey: .at)
            try step.encode(entry.state, forKey: .state)
            try step.encode(entry.detail, forKey: .detail)
        }
    }

    private func encodeFile(in root: inout KeyedEncodingContainer<Key>) throws {
        var file = root.nestedContainer(keyedBy: Key.self, forKey: .file)
        try file.encode(attachment.file.shownName, forKey: .name)
        try file.encode(attachment.file.size, forKey: .size)
        try file.encode(attachment.file.sha256, forKey: .sha256)
        try file.encode(attachment.file.claimedType, forKey: .claimedType)
        try file.encode(attachment.file.detectedType, forKey: .detectedType)
    }

    private func encodeVerdict(in root: inout KeyedEncodingContainer<Key>) throws {
        var verdict = root.nestedContainer(keyedBy: Key.self, forKey: .verdict)
        try verdict.encode(attachment.verdict.outcome, forKey: .outcome)
        try verdict.encode(attachment.verdict.engine, forKey: .engine)
        try verdict.encode(attachment.verdict.signature, forKey: .signature)
        try verdict.encode(attachment.verdict.reasons, forKey: .reasons)
        try verdict.encode(attachment.verdict.shownFindings, forKey: .findings)
    }
}
