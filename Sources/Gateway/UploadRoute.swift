import Attachments
import HTTPSemantics
import HTTPServer
import Ledger
import Multipart
import Observability
import Pipeline

/// `POST /upload`: one message with its files, as a form or as the bare file.
struct UploadRoute: Sendable {
    let intake: Intake
    let policy: LivePolicy
    let answers: UploadAnswers
    let log: Logger

    /// What a form may have besides its files: boundaries, part headers and fields.
    private static let formOverhead: Int64 = 256 * 1024

    /// Refuses on the head what can be refused there; otherwise takes the body as it arrives.
    func receive(_ request: Request, _ parameters: Route.Parameters, from caller: Caller) -> Reception {
        do {
            guard request.contentLength != 0 else { throw UploadError.noBody }
            try Self.checkIsWhole(request)
            let scope = UploadScope(caller, policy: policy.current)
            let key = try IdempotencyKey.of(request, caller)
            let type = request.fields["Content-Type"]?.lowercased() ?? ""
            // Also when it is malformed, or another kind of multipart: such a body is never the file itself.
            return .consume(type.hasPrefix("multipart/") ? try multipart(request, scope, key) : try raw(request, scope, key))
        } catch {
            return .answer(.refusal(of: request, error))
        }
    }

    private func multipart(_ request: Request, _ scope: UploadScope, _ key: IdempotencyKey?) throws -> any BodyConsumer {
        try check(request, limit: scope.maximumSize * Int64(scope.maximumFiles) + Self.formOverhead, scope)
        let boundary = try MultipartBoundary(contentType: request.fields["Content-Type"] ?? "")
        let form = MultipartForm(
            boundary: boundary, intake: intake.limited(to: scope.maximumSize), maximumFiles: scope.maximumFiles, scope: scope)
        return body(form, request, scope, key)
    }

    private func raw(_ request: Request, _ scope: UploadScope, _ key: IdempotencyKey?) throws -> any BodyConsumer {
        let type = MediaType(request.fields["Content-Type"] ?? "")
        guard type?.essence != "application/x-www-form-urlencoded" else { throw UploadError.urlEncodedForm }
        guard type?.essence != "application/json" else { throw UploadError.jsonForm }
        try check(request, limit: scope.maximumSize, scope)
        let sender = try SenderIdentity(
            contactID: Self.parameter("contact_id", of: request), conversationID: Self.parameter("conversation_id", of: request),
            within: scope)
        let disposition = request.fields["Content-Disposition"].flatMap(ContentDisposition.init)
        let name = try disposition?.filename ?? Self.parameter("filename", of: request) ?? ""
        let file = try intake.limited(to: scope.maximumSize).begin(
            named: try FileName(cleaning: name), claimedType: request.fields["Content-Type"])
        return body(RawForm(file: file, sender: sender), request, scope, key)
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
    private func check(_ request: Request, limit: Int64, _ scope: UploadScope) throws {
        guard let announced = request.contentLength, announced > limit else { return }
        throw OversizeError(limit: scope.maximumSize, announced: announced)
    }

    private func body(
        _ form: some UploadBodyForm, _ request: Request, _ scope: UploadScope, _ key: IdempotencyKey?
    ) -> any BodyConsumer {
        UploadBody(form) { outcome in
            do {
                let message = try outcome.get()
                let sender = Sender(
                    source: .upload, conversationID: message.sender.conversationID, contactID: message.sender.contactID)
                let accepted = try await intake.accept(
                    Consignment(files: message.files, sender: sender, key: key, allowance: scope.allowance))
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
