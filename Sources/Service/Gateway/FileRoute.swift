import Attachments
import FileIO
import Foundation
import HTTPSemantics
import HTTPServer
import Ledger
import ObjectStore

/// `GET|HEAD /files/{id}/{name}`: a released file, for whoever holds a link that we signed and that has not run out.
struct FileRoute: Sendable {
    let store: any ObjectStore
    let ledger: any Ledger
    let signer: LinkSigner
    let now: @Sendable () -> Date

    func handle(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        guard let id = verified(request, parameters) else {
            // Outside it is one answer, whether forged, changed or run out: nobody learns which.
            return .answer(.forbidden(request, "This link is not valid, or not valid any more. Ask for a new one."))
        }
        return .respond { await .orUnavailable(request) { try await file(id, for: request) } }
    }

    private func verified(_ request: Request, _ parameters: Route.Parameters) -> AttachmentID? {
        guard let id = AttachmentID(parameters["id"] ?? ""), let name = parameters["name"],
            let expires = request.query(named: "expires"), let signature = request.query(named: "signature"),
            (try? signer.verify(id, name: name, expires: expires, signature: signature, now: now())) != nil
        else { return nil }
        return id
    }

    private func file(_ id: AttachmentID, for request: Request) async throws -> Response {
        guard let attachment = try await ledger.attachment(id), attachment.isAvailable else { return .notFound(request) }
        let file = try await store.openReleased(id, sha256: attachment.file.sha256)
        let range = Self.range(of: request, length: file.size)
        let contentRange = range.contentRange(length: file.size)
        var fields = Self.safeFields(for: attachment)
        fields["Content-Range"] = contentRange
        switch range {
        case .whole:
            return Response(status: 200, fields: fields, body: .file(file, range: 0..<file.size))
        case .part(let bytes):
            return Response(status: 206, fields: fields, body: .file(file, range: bytes))
        case .unsatisfiable:
            var response = Response.problem(request, status: 416, "The file has \(file.size) bytes. Ask for a range within it.")
            response.fields["Content-Range"] = contentRange
            return response
        }
    }

    /// Only GET knows ranges, and `If-Range` never matches, as no validator is ever sent (RFC 9110, sections 14.2 and 13.1.5).
    private static func range(of request: Request, length: Int64) -> ByteRange {
        let applies = request.method == .get && request.fields["If-Range"] == nil
        return ByteRange(applies ? request.fields["Range"] : nil, length: length)
    }

    /// A browser that follows the link saves the file and runs nothing of it, whatever it holds.
    private static func safeFields(for attachment: Attachment) -> HTTPFields {
        [
            "Content-Type": attachment.file.detectedType ?? "application/octet-stream",
            "Content-Disposition": ContentDisposition.attachment(filename: attachment.file.shownName),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Accept-Ranges": "bytes",
        ]
    }
}
