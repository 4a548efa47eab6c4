import Pipeline

/// An upload whose body is the file itself; who sends it stands in the head.
struct RawForm: UploadBodyForm {
    let file: IncomingFile
    let sender: SenderIdentity
    let text: String?

    mutating func consume(_ bytes: RawSpan) throws { try file.write(bytes) }

    mutating func finish() throws -> UploadMessage {
        try UploadMessage(files: [.received(file)], sender: sender, text: text)
    }

    func discard() { file.discard() }
}
