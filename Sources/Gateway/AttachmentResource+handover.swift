import Attachments
public import Pipeline

extension Links {
    /// The body of a hand-over: the attachment as `GET /attachments/{id}` shows it, in the state that is told.
    ///
    /// - Throws: when no link can be made, or the parcel is none of this kind.
    public func document(of contents: Parcel.Contents) throws -> [UInt8] {
        guard case .handover(var attachment, let timeline, let outcome, let link) = contents else { throw UploadError.noHandover }
        attachment.state = outcome
        return try JSONBody.encode(
            AttachmentResource(attachment: attachment, timeline: timeline, link: link == nil ? nil : try make(for: attachment)))
    }
}

extension UploadError {
    fileprivate static let noHandover = UploadError(status: 500, sentence: "This is nothing that is handed over.")
}
