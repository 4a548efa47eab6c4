import Attachments
import HTTPSemantics
import HTTPServer
import Ledger

/// `GET /attachments/{id}` and `GET /attachments`: what became of a file, for its sender and for operators.
struct AttachmentRoutes: Sendable {
    let ledger: any Ledger
    let links: Links

    func show(_ request: Request, _ parameters: Route.Parameters, to principal: Principal) -> RequestHandling {
        guard let id = AttachmentID(parameters["id"] ?? "") else { return .answer(.notFound(request)) }
        return .respond {
            await .orUnavailable(request) {
                guard let attachment = try await ledger.attachment(id), principal.mayRead(attachment) else {
                    return .notFound(request)
                }
                return try .json(
                    try await AttachmentView.all([attachment], for: principal.recipient, ledger: ledger, links: links)[0])
            }
        }
    }

    func list(_ request: Request, _ parameters: Route.Parameters, to principal: Principal) -> RequestHandling {
        guard let query = AttachmentQuery(request) else {
            return .answer(
                .problem(
                    request, status: 400,
                    "The query is not understood. 'state' is one of \(AttachmentState.allCases.map(\.rawValue).joined(separator: ", ")), "
                        + "'conversation' and 'q' have no control characters, 'after' is an attachment's id, 'limit' 1 to 200; "
                        + "each at most once."))
        }
        return .respond {
            await .orUnavailable(request) {
                let resources = try await AttachmentResource.all(
                    try await ledger.attachments(matching: query), for: principal.auditName, ledger: ledger, links: links)
                return try .json(AttachmentList(attachments: resources))
            }
        }
    }
}

/// The body of a list.
struct AttachmentList: Encodable {
    let attachments: [AttachmentResource]
}

extension AttachmentQuery {
    /// Reads `?state=&conversation=&q=&after=&limit=`; `nil` when a value is not one that can be, or there are two of one name.
    init?(_ request: Request) {
        guard Set(request.query.map { $0.name }).count == request.query.count else { return nil }
        var query = AttachmentQuery()
        for (name, value) in request.query where !value.isEmpty {
            switch name {
            case "state":
                guard let state = AttachmentState(rawValue: value) else { return nil }
                query.state = state
            case "conversation":
                guard SenderIdentity.isIdentifier(value) else { return nil }
                query.conversationID = value
            case "q":
                guard SenderIdentity.isIdentifier(value) else { return nil }
                query.text = value
            case "after":
                guard let id = AttachmentID(value) else { return nil }
                query.after = id
            case "limit":
                guard let limit = Int(value), "\(limit)" == value, (1...200).contains(limit) else { return nil }
                query.limit = limit
            default: break
            }
        }
        self = query
    }
}
