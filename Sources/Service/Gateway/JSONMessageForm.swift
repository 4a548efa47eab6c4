import Attachments
import JSONForm
import Pipeline

/// An upload as JSON: files go to quarantine as their base64 arrives; what they are called may come behind it.
struct JSONMessageForm: UploadBodyForm {
    private let intake: Intake
    private let maximumFiles: Int
    private var parser = JSONFormParser()
    private var files: [MessageFile] = []

    private let scope: UploadScope

    init(intake: Intake, scope: UploadScope) {
        self.intake = intake
        self.scope = scope
        maximumFiles = scope.maximumFiles
    }

    /// Takes the next bytes of the body.
    ///
    /// - Throws: `JSONFormError`, `IntakeError`, `FileNameError` or `UploadError`; the form is then over.
    mutating func consume(_ bytes: RawSpan) throws {
        // The parser stands aside for the call, since what it finds changes the rest of the form.
        var parser = self.parser
        defer { self.parser = parser }
        try parser.parse(bytes) { event in
            switch event {
            case .fileBegan:
                try checkRoom()
                files.append(.received(try intake.begin()))
            case .fileData(let data): try current?.write(data)
            case .fileEnded(let description):
                let name = try FileName(cleaning: description.name ?? "")
                current?.describe(named: name, claimedType: description.claimedType)
            case .remoteFile(let url, let description):
                try checkRoom()
                let name = try description.name.map { try FileName(cleaning: $0) }
                files.append(.remote(RemoteFile(url: url, name: name, claimedType: description.claimedType)))
            }
        }
    }

    /// - Throws: `JSONFormError` when the body was cut short, `UploadError` when the contact is missing.
    mutating func finish() throws -> UploadMessage {
        let message = try parser.finish()
        let sender = try SenderIdentity(
            contactID: message.contactID, conversationID: message.conversationID, messageID: message.messageID, within: scope)
        return try UploadMessage(
            files: files, sender: sender, text: message.text, isPlatformMessage: message.isPlatformMessage)
    }

    func discard() {
        for case .received(let file) in files { file.discard() }
    }

    /// The file at hand.
    private var current: IncomingFile? {
        if case .received(let file) = files.last { file } else { nil }
    }

    private func checkRoom() throws(UploadError) {
        guard files.count < maximumFiles else { throw scope.tooManyFiles }
    }
}
