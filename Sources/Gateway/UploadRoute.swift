import Attachments
import Foundation
import HTTPSemantics
import HTTPServer
import Ledger
import Multipart
import Observability
import Pipeline

/// `POST /upload`: one message with its files, as a form, as JSON or as the bare file.
struct UploadRoute: Sendable {
    let intake: Intake
    let policy: LivePolicy
    let answers: UploadAnswers
    let log: Logger

    /// What a body may have besides its files: boundaries, part headers, fields, members.
    private static let formOverhead: Int64 = 256 * 1024

    /// Refuses on the head what can be refused there; otherwise takes the body as it arrives.
    func receive(_ request: Request) -> Reception {
        do {
            guard request.contentLength != 0 else { throw UploadError.noBody }
            try Self.checkIsWhole(request)
            return .consume(try consumer(of: request))
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    /// Decides by the type alone, also when the rest of the field is malformed: such a body is never the file itself.
    private func consumer(of request: Request) throws -> any BodyConsumer {
        let field = request.fields["Content-Type"] ?? ""
        switch field.prefix(while: { $0 != ";" }).trimmingCharacters(in: .whitespaces).lowercased() {
        case let type where type.hasPrefix("multipart/"): return try multipart(request)
        case "application/json": return try json(request)
        case "application/x-www-form-urlencoded": throw UploadError.urlEncodedForm
        default: return try raw(request)
        }
    }

    private func multipart(_ request: Request) throws -> any BodyConsumer {
        let policy = policy.current
        // Base64 adds a third, and line breaks a little; it is the exception, but it is not known before the body.
        try check(request, limit: policy.maximumSize * Int64(policy.maximumFilesPerMessage) * 3 / 2 + Self.formOverhead)
        let boundary = try MultipartBoundary(contentType: request.fields["Content-Type"] ?? "")
        return body(MultipartForm(boundary: boundary, intake: intake, maximumFiles: policy.maximumFilesPerMessage), request)
    }

    private func json(_ request: Request) throws -> any BodyConsumer {
        let policy = policy.current
        try check(request, limit: policy.maximumSize * Int64(policy.maximumFilesPerMessage) * 3 / 2 + Self.formOverhead)
        return body(JSONMessageForm(intake: intake, maximumFiles: policy.maximumFilesPerMessage), request)
    }

    private func raw(_ request: Request) throws -> any BodyConsumer {
        try check(request, limit: policy.current.maximumSize)
        let sender = try SenderIdentity(
            contactID: Self.parameter("contact_id", of: request), conversationID: Self.parameter("conversation_id", of: request),
            messageID: Self.parameter("message_id", of: request))
        let file = try intake.begin(named: try Self.name(of: request), claimedType: request.fields["Content-Type"])
        return body(RawForm(file: file, sender: sender), request)
    }

    /// From `Content-Disposition` (RFC 6266), else from the query.
    private static func name(of request: Request) throws -> FileName {
        let fields = request.fields.values(of: "Content-Disposition")
        guard let field = fields.first else { return try FileName(cleaning: parameter("filename", of: request) ?? "") }
        guard fields.count == 1, let disposition = ContentDisposition(field) else { throw UploadError.disposition }
        guard let name = disposition.filename else { return try FileName(cleaning: parameter("filename", of: request) ?? "") }
        return try FileName(chosen: name, plain: disposition.plainFilename)
    }

    /// What the query says of a name, at most once.
    private static func parameter(_ name: String, of request: Request) throws(UploadError) -> String? {
        let values = request.query.filter { $0.name == name }.map { $0.value }
        guard values.count <= 1 else { throw .repeated(name) }
        return values.first
    }

    /// What is scanned must be what the agent gets: the file itself, all of it (RFC 9110, sections 8.4 and 14.4).
    private static func checkIsWhole(_ request: Request) throws(UploadError) {
        let codings = request.fields.values(of: "Content-Encoding")
        guard codings.allSatisfy({ $0.isEmpty || $0.lowercased() == "identity" }) else { throw .encoded }
        guard request.fields["Content-Range"] == nil else { throw .partial }
    }

    /// What is announced to be too large is refused before a byte of it is read.
    private func check(_ request: Request, limit: Int64) throws {
        guard let announced = request.contentLength, announced > limit else { return }
        throw OversizeError(limit: policy.current.maximumSize, announced: announced)
    }

    /// The files of a message that must have some, and bring them along.
    private static func files(of message: UploadMessage) throws(UploadError) -> [IncomingFile] {
        var files: [IncomingFile] = []
        for file in message.files {
            guard case .received(let file) = file else {
                message.discard()
                throw .remoteFile
            }
            files.append(file)
        }
        guard !files.isEmpty else { throw .noFile }
        return files
    }

    private func body(_ form: some UploadBodyForm, _ request: Request) -> any BodyConsumer {
        UploadBody(form) { outcome in
            do {
                let message = try outcome.get()
                let sender = Sender(
                    source: .upload, conversationID: message.sender.conversationID, contactID: message.sender.contactID,
                    messageID: message.sender.messageID)
                let accepted = try await intake.accept(try Self.files(of: message), from: sender)
                for attachment in accepted {
                    log.info(
                        "Accepted.",
                        [
                            "attachment": .string(attachment.id.description), "request": .string(request.id),
                            "bytes": .integer(attachment.file.size),
                        ])
                }
                return await answers.outcome(of: accepted, for: request)
            } catch {
                return .refusal(of: request, error)
            }
        }
    }
}

/// A body that was announced to be larger than anything that could be taken.
struct OversizeError: Error, Sendable, Hashable {
    /// Bytes of one file.
    let limit: Int64
    /// Bytes of the body.
    let announced: Int64
}
