import Attachments
import HTTPSemantics
import HTTPServer
import JSON
import Ledger
import Pipeline

/// `POST /attachments/{id}/release|delete|rescan|retry`: what operators decide.
struct OperatorRoutes: Sendable {
    let ledger: any Ledger
    let desk: ReviewService
    let links: Links

    /// A sentence, escaped.
    private static let maximumBytes = 16_384

    var routes: [Route] {
        [
            Route(.post, at: "/attachments/{id}/release", for: .keys([.operator]), handle: release),
            Route(.post, at: "/attachments/{id}/delete", for: .keys([.operator]), handle: delete),
            Route(.post, at: "/attachments/{id}/rescan", for: .keys([.operator]), handle: rescan),
            Route(.post, at: "/attachments/{id}/retry", for: .keys([.operator]), handle: retry),
        ]
    }

    private func release(_ request: Request, _ parameters: Route.Parameters, by principal: Principal) -> RequestHandling {
        decide(request, parameters, by: principal) { id, holder, reason in
            guard let reason else { throw OperatorError.reasonMissing }
            return try await desk.release(id, by: holder, reason: reason)
        }
    }

    private func delete(_ request: Request, _ parameters: Route.Parameters, by principal: Principal) -> RequestHandling {
        decide(request, parameters, by: principal) { try await desk.delete($0, by: $1, reason: $2) }
    }

    private func rescan(_ request: Request, _ parameters: Route.Parameters, by principal: Principal) -> RequestHandling {
        decide(request, parameters, by: principal) { try await desk.rescan($0, by: $1, reason: $2) }
    }

    private func retry(_ request: Request, _ parameters: Route.Parameters, by principal: Principal) -> RequestHandling {
        decide(request, parameters, by: principal) { try await desk.retry($0, by: $1, reason: $2) }
    }

    private func decide(
        _ request: Request, _ parameters: Route.Parameters, by principal: Principal,
        _ decision: @escaping @Sendable (AttachmentID, String, String?) async throws -> Attachment?
    ) -> RequestHandling {
        guard let id = AttachmentID(parameters["id"] ?? ""), let holder = principal.name else { return .answer(.notFound(request)) }
        return .collect(limit: Self.maximumBytes) { body in
            await .orUnavailable(request) {
                do {
                    guard let attachment = try await decision(id, holder, try Self.reason(in: body)) else {
                        return .notFound(request)
                    }
                    return try .json(try await AttachmentResource(attachment, for: holder, ledger: ledger, links: links))
                } catch let error as OperatorError {
                    return .problem(request, status: error.status, error.description)
                }
            }
        }
    }

    /// `{"reason": "…"}`, or nothing.
    private static func reason(in body: [UInt8]) throws -> String? {
        guard !body.isEmpty else { return nil }
        guard let body = try? JSON(parsing: body), case .object = body else { throw OperatorError.unreadable }
        guard let reason = body["reason"] else { return nil }
        guard let text = reason.string else { throw OperatorError.unreadable }
        return text
    }
}

extension OperatorError {
    fileprivate var status: Int {
        switch code {
        case .reasonMissing, .unreadable: 400
        case .notNow: 409
        }
    }
}
