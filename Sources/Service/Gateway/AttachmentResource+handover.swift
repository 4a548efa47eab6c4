import Attachments
public import Pipeline

extension Links {
    /// The body of the outcome webhook: the attachment as `GET /attachments/{id}` shows it, in the state that is told.
    ///
    /// - Throws: when no link can be made.
    public func document(of handover: OutgoingHandover) throws -> [UInt8] {
        var attachment = handover.attachment
        attachment.state = handover.outcome
        return try JSONBody.encode(
            AttachmentResource(
                attachment: attachment, timeline: handover.timeline,
                link: handover.link == nil ? nil : try make(for: attachment)))
    }
}
