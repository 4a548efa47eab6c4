import Attachments
import Multipart
import Pipeline

/// An upload as a `multipart/form-data` body: files go to quarantine as they arrive, fields are kept.
struct MultipartForm: UploadBodyForm {
    private enum Part {
        case file(IncomingFile)
        case field(String, value: [UInt8])
        /// A file in another field: empty when a browser's input was left so, else a file that would be lost unsaid.
        case stray
    }

    private let intake: Intake
    private let maximumFiles: Int
    private let scope: UploadScope
    private var parser: MultipartParser
    /// The part at hand; `nil` between two.
    private var part: Part?
    private var files: [IncomingFile] = []
    private var fields: [String: String] = [:]

    init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits(), intake: Intake, scope: UploadScope) {
        self.intake = intake
        maximumFiles = scope.maximumFiles
        self.scope = scope
        self.parser = MultipartParser(boundary: boundary, limits: limits)
    }

    /// Takes the next bytes of the body.
    ///
    /// - Throws: `MultipartError`, `IntakeError`, `FileNameError` or `UploadError`; the form is then over.
    mutating func consume(_ bytes: RawSpan) throws {
        // The parser stands aside for the call, since what it finds changes the rest of the form.
        var parser = self.parser
        defer { self.parser = parser }
        try parser.parse(bytes) { event in
            switch event {
            case .partBegan(let headers): part = try begin(headers)
            case .partData(let data): try take(data)
            case .partEnded: try endPart()
            }
        }
    }

    /// - Throws: `MultipartError` when the body was cut short, `UploadError` when the contact is missing.
    mutating func finish() throws -> UploadMessage {
        try parser.finish()
        let sender = try SenderIdentity(
            contactID: fields["contact_id"], conversationID: fields["conversation_id"], messageID: fields["message_id"],
            within: scope)
        return try UploadMessage(files: files.map { .received($0) }, sender: sender, text: fields["text"])
    }

    func discard() {
        for file in files { file.discard() }
    }

    private mutating func begin(_ headers: PartHeaders) throws -> Part {
        guard headers.isFile else { return .field(headers.name, value: []) }
        guard Self.holdsFiles(headers.name) else { return .stray }
        guard files.count < maximumFiles else { throw scope.tooManyFiles }
        let name = try FileName(chosen: headers.fileName, plain: headers.plainFileName)
        let file = try intake.begin(named: name, claimedType: headers.contentType)
        files.append(file)
        return .file(file)
    }

    private mutating func take(_ data: RawSpan) throws {
        switch part {
        case .file(let file): try file.write(data)
        case .field(let name, var value):
            unsafe data.withUnsafeBytes { unsafe value.append(contentsOf: $0) }
            part = .field(name, value: value)
        case .stray: throw UploadError.strayFile
        case nil: break
        }
    }

    /// Of two contacts nobody could say which one is meant, and a repaired one would be somebody else.
    private mutating func endPart() throws {
        defer { part = nil }
        guard case .field(let given, let value) = part, let name = MessageField(given)?.rawValue else { return }
        guard fields[name] == nil else { throw UploadError.repeated(name) }
        guard let text = String(validating: value, as: UTF8.self) else { throw UploadError.unreadable(name) }
        fields[name] = text
    }

    /// Whether files belong into the field: `file`, or as upload widgets call it (`files`, `files[]`, `file[0]`, `filepond`).
    private static func holdsFiles(_ field: String) -> Bool { field.wholeMatch(of: /(file|files|filepond)(\[[0-9]*\])?/) != nil }

}
