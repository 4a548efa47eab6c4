import Pipeline

/// What one request brought.
struct UploadMessage: Sendable {
    /// In the order in which they came; none when there is only a text.
    let files: [MessageFile]
    let sender: SenderIdentity
    /// What the customer writes.
    let text: String?
    /// Whether it has the form of the platform's own messages.
    let isPlatformMessage: Bool

    /// - Throws: `UploadError` when the text has control characters, which the platform and the agent's program may read in another way.
    init(files: [MessageFile], sender: SenderIdentity, text: String?, isPlatformMessage: Bool = false) throws(UploadError) {
        if let text, text.hasControlCharacters { throw .controlCharacters(in: "text") }
        (self.files, self.sender, self.text, self.isPlatformMessage) = (files, sender, text, isPlatformMessage)
    }

    /// Removes what was written of the files.
    func discard() {
        for case .received(let file) in files { file.discard() }
    }
}

extension String {
    /// Whether there are any of C0, or a DEL; a tab and the ends of lines are none.
    var hasControlCharacters: Bool {
        utf8.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d || $0 == 0x7f }
    }
}

extension UploadError {
    fileprivate static func controlCharacters(in field: String) -> UploadError {
        UploadError(
            status: 400, sentence: "The field '\(field)' has control characters. Send none but tabs and the ends of lines.")
    }
}
