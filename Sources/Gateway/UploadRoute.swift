import Attachments
import HTTPSemantics
import HTTPServer
import Ledger
import Multipart
import Pipeline

/// `POST /upload`: one message with its files, as a form or as the bare file.
struct UploadRoute: Sendable {
    let intake: Intake
    let policy: LivePolicy
    let answers: UploadAnswers

    /// What a form may have besides its files: boundaries, part headers and fields.
    private static let formOverhead: Int64 = 256 * 1024

    /// Refuses on the head what can be refused there; otherwise takes the body as it arrives.
    func receive(_ request: Request) -> Reception {
        do {
            guard request.contentLength != 0 else { throw UploadError.noBody }
            // By its beginning alone: what means to be a form and is a broken one must not pass for a bare file.
            let isForm = request.fields["Content-Type"]?.lowercased().hasPrefix("multipart/") ?? false
            return .consume(try isForm ? multipart(request) : raw(request))
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    private func multipart(_ request: Request) throws -> any BodyConsumer {
        let policy = policy.current
        let limit = OversizeError.Limit(
            file: policy.maximumSize, body: policy.maximumSize * Int64(policy.maximumFilesPerMessage) + Self.formOverhead)
        try limit.check(request.contentLength ?? 0)
        let boundary = try MultipartBoundary(contentType: request.fields["Content-Type"] ?? "")
        return body(
            MultipartForm(
                boundary: boundary, intake: intake, maximumFiles: policy.maximumFilesPerMessage, limit: limit), request)
    }

    private func raw(_ request: Request) throws -> any BodyConsumer {
        let limit = policy.current.maximumSize
        try OversizeError.Limit(file: limit, body: limit).check(request.contentLength ?? 0)
        guard let contact = try Self.parameter("contact_id", of: request) else { throw UploadError.noContact }
        let disposition = request.fields["Content-Disposition"].flatMap(ContentDisposition.init)
        let name = try disposition?.filename ?? Self.parameter("filename", of: request) ?? ""
        let conversation = try Self.parameter("conversation_id", of: request)
        let file = try intake.begin(named: try FileName(cleaning: name), claimedType: request.fields["Content-Type"])
        return body(RawForm(file: file, contactID: contact, conversationID: conversation), request)
    }

    /// What the query says of a name, at most once; empty says nothing.
    private static func parameter(_ name: String, of request: Request) throws -> String? {
        let values = request.query.filter { $0.name == name }.map { $0.value }
        guard values.count <= 1 else { throw UploadError.repeated(name) }
        return values.first.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func body(_ form: some UploadBodyForm, _ request: Request) -> any BodyConsumer {
        UploadBody(form) { outcome in
            do {
                let message = try outcome.get()
                let sender = Sender(source: .upload, conversationID: message.conversationID, contactID: message.contactID)
                let accepted = try await intake.accept(message.files, from: sender)
                return await answers.outcome(of: accepted, for: request)
            } catch {
                return .refusal(of: request, error)
            }
        }
    }
}
