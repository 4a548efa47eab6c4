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
            let type = MediaType(request.fields["Content-Type"] ?? "")
            switch type?.essence {
            case "multipart/form-data": return .consume(try multipart(request))
            default: return .consume(try raw(request))
            }
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    private func multipart(_ request: Request) throws -> any BodyConsumer {
        let policy = policy.current
        try check(request, limit: policy.maximumSize * Int64(policy.maximumFilesPerMessage) + Self.formOverhead)
        let boundary = try MultipartBoundary(contentType: request.fields["Content-Type"] ?? "")
        return body(MultipartForm(boundary: boundary, intake: intake, maximumFiles: policy.maximumFilesPerMessage), request)
    }

    private func raw(_ request: Request) throws -> any BodyConsumer {
        try check(request, limit: policy.current.maximumSize)
        guard let contact = request.query(named: "contact_id"), !contact.isEmpty else { throw UploadError.noContact }
        let disposition = request.fields["Content-Disposition"].flatMap(ContentDisposition.init)
        let name = try FileName(cleaning: disposition?.filename ?? request.query(named: "filename") ?? "")
        return body(
            RawForm(
                file: try intake.begin(named: name, claimedType: request.fields["Content-Type"]), contactID: contact,
                conversationID: request.query(named: "conversation_id")),
            request)
    }

    /// What is announced to be too large is refused before a byte of it is read.
    private func check(_ request: Request, limit: Int64) throws {
        guard let announced = request.contentLength, announced > limit else { return }
        throw OversizeError(limit: policy.current.maximumSize, announced: announced)
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

/// A body that was announced to be larger than anything that could be taken.
struct OversizeError: Error, Sendable, Hashable {
    /// Bytes of one file.
    let limit: Int64
    /// Bytes of the body.
    let announced: Int64
}
