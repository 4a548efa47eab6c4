import Pipeline

/// What one request brought.
struct UploadMessage: Sendable {
    /// In the order in which they came; none when there is only a text.
    let files: [MessageFile]
    let sender: SenderIdentity
    /// What the customer writes.
    var text: String?

    /// Removes what was written of the files.
    func discard() {
        for case .received(let file) in files { file.discard() }
    }
}
