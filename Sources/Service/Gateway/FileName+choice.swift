import Attachments

extension FileName {
    /// The name that counts of the two that a sender may give: `filename*` before `filename` (RFC 6266 section 4.3).
    ///
    /// Inspection judges that one. The other must be harmless as well, and not be for another kind of file: some reader on the way may
    /// have judged by it.
    /// - Parameters:
    ///   - chosen: the name that counts.
    ///   - plain: the `filename`, when there is one.
    /// - Throws: `FileNameError`, or `UploadError` for the pair.
    init(chosen: String?, plain: String?) throws {
        self = try FileName(cleaning: chosen ?? "")
        guard let plain, plain != chosen else { return }
        let other = try FileName(cleaning: plain)
        if let hidden = other.disguisedExtension { throw UploadError.disguise(hidden) }
        if let one = self.extension, let another = other.extension, one != another { throw UploadError.twoNames }
    }
}
