import Attachments
import Foundation
import HTTPSemantics
import HTTPServer
import Multipart
import Pipeline

/// Takes messages with files, in whatever form they come: as a form, as JSON, or as the bare file.
struct MessageBodies: Sendable {
    /// Called once with the message, or with what was wrong with it.
    typealias Completion = @Sendable (Result<UploadMessage, any Error>) async -> Response

    private let intake: Intake
    private let scope: UploadScope

    /// What a body may have besides its files: boundaries, part headers, fields, members.
    private static let overhead: Int64 = 256 * 1024

    init(intake: Intake, scope: UploadScope) {
        self.intake = intake.limited(to: scope.maximumSize)
        self.scope = scope
    }

    /// Whoever takes the request's body as it arrives.
    ///
    /// Decides by the type alone, also when the rest of the field is malformed: such a body is never the file itself.
    /// - Throws: what can be refused on the head.
    func consumer(of request: Request, complete: @escaping Completion) throws -> any BodyConsumer {
        switch try kind(of: request) {
        case .form: return UploadBody(try multipart(request), complete: complete)
        case .json: return UploadBody(try json(request), complete: complete)
        case .file: return UploadBody(try raw(request), complete: complete)
        }
    }

    /// The same for a body whose bytes are signed, and nothing of its head: what is in the message comes from the bytes, and they have one
    /// reading. JSON begins with a brace, a form with its delimiter, and that names the boundary; a bare file is neither.
    func consumer(ofSigned request: Request, complete: @escaping Completion) throws -> any BodyConsumer {
        try Self.checkQuery(of: request)
        switch try kind(of: request) {
        case .form: return UploadBody(try multipart(request, limits: MultipartLimits(preambleBytes: 0)), complete: complete)
        case .json: return UploadBody(try json(request), complete: complete)
        case .file: throw UploadError.unsignedHead
        }
    }

    /// The same for a body that is a file, whose digest is signed with the head: whatever its type is.
    func consumer(ofFileWithSignedHead request: Request, complete: @escaping Completion) throws -> any BodyConsumer {
        try Self.checkQuery(of: request)
        try Self.checkIsWhole(request)
        try check(request, limit: scope.maximumSize)
        let signed = try SignedFile(request)
        let file = try intake.begin(named: signed.name, claimedType: signed.claimedType)
        return UploadBody(RawForm(file: file, sender: signed.sender, text: signed.text), complete: complete)
    }

    private enum Kind { case form, json, file }

    private func kind(of request: Request) throws(UploadError) -> Kind {
        try Self.checkIsWhole(request)
        let field = request.fields["Content-Type"] ?? ""
        switch field.prefix(while: { $0 != ";" }).trimmingCharacters(in: .whitespaces).lowercased() {
        case let type where type.hasPrefix("multipart/"): return .form
        case "application/json": return .json
        case "application/x-www-form-urlencoded": throw .urlEncodedForm
        default: return .file
        }
    }

    private func multipart(_ request: Request, limits: MultipartLimits = MultipartLimits()) throws -> MultipartForm {
        try check(request, limit: longest)
        let boundary = try MultipartBoundary(contentType: request.fields["Content-Type"] ?? "")
        return MultipartForm(boundary: boundary, limits: limits, intake: intake, scope: scope)
    }

    private func json(_ request: Request) throws -> JSONMessageForm {
        try check(request, limit: longest)
        return JSONMessageForm(intake: intake, scope: scope)
    }

    private func raw(_ request: Request) throws -> RawForm {
        try check(request, limit: scope.maximumSize)
        let sender = try SenderIdentity(
            contactID: Self.parameter("contact_id", of: request), conversationID: Self.parameter("conversation_id", of: request),
            messageID: Self.parameter("message_id", of: request), within: scope)
        let file = try intake.begin(named: try Self.name(of: request), claimedType: request.fields["Content-Type"])
        return RawForm(file: file, sender: sender, text: try Self.parameter("text", of: request))
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
        let values = request.query.filter { (MessageField($0.name)?.rawValue ?? $0.name) == name }.map { $0.value }
        guard values.count <= 1 else { throw .repeated(name) }
        return values.first
    }

    /// What a query could say of a message is refused where it is not signed.
    static func checkQuery(of request: Request) throws(UploadError) {
        if let named = request.query.first(where: { unsignedNames.contains($0.name) }) { throw .unsignedQuery(named.name) }
    }

    private static let unsignedNames: Set = [
        "contact_id", "contactId", "conversation_id", "conversationId", "message_id", "messageId", "text", "filename",
    ]

    /// What is scanned must be what the agent gets: the file itself, all of it (RFC 9110, sections 8.4 and 14.4).
    private static func checkIsWhole(_ request: Request) throws(UploadError) {
        guard request.contentLength != 0 else { throw .noBody }
        let codings = request.fields.values(of: "Content-Encoding")
        guard codings.allSatisfy({ $0.isEmpty || $0.lowercased() == "identity" }) else { throw .encoded }
        guard request.fields["Content-Range"] == nil else { throw .partial }
    }

    /// Base64 adds a third, and line breaks a little; whether it is used is not known before the body.
    var longest: Int64 { scope.maximumSize * Int64(scope.maximumFiles) * 3 / 2 + Self.overhead }

    /// What is announced to be too large is refused before a byte of it is read.
    private func check(_ request: Request, limit: Int64) throws {
        guard let announced = request.contentLength, announced > limit else { return }
        throw OversizeError(limit: scope.maximumSize, announced: announced)
    }
}

/// A body that was announced to be larger than anything that could be taken.
struct OversizeError: Error, Sendable, Hashable {
    /// Bytes of one file.
    let limit: Int64
    /// Bytes of the body.
    let announced: Int64
}
