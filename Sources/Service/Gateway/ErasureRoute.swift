import HTTPServer
import JSON
import Ledger
import Pipeline

/// `POST /erasures`: erases one customer, or says what would go.
struct ErasureRoute: Sendable {
    let desk: ErasureDesk

    /// An identifier, escaped.
    private static let maximumBytes = 16_384

    func handle(_ request: Request, _ parameters: Route.Parameters, by principal: Principal) -> RequestHandling {
        guard let holder = principal.name else { return .answer(.notFound(request)) }
        return .collect(limit: Self.maximumBytes) { body in
            guard let order = ErasureOrder(body) else {
                return .problem(
                    request, status: 400,
                    "The body is not understood. Send {\"contact_id\": \"…\"}, and \"dry_run\": true to see first what would go.")
            }
            return await .orUnavailable(request) {
                let erased = order.isDryRun ? CustomerRecords() : try await desk.erase(order.contact, by: holder)
                return try .json(ErasureResult(erased: erased, remaining: try await desk.records(of: order.contact)))
            }
        }
    }
}

/// Whom to erase.
private struct ErasureOrder {
    let contact: String
    let isDryRun: Bool

    /// A member that is not known is refused: `dryrun` would erase.
    init?(_ body: [UInt8]) {
        guard let body = try? JSON(parsing: body), case .object(let members) = body,
            Set(members.map(\.name)).isSubset(of: ["contact_id", "dry_run"]),
            let contact = body["contact_id"]?.string, !contact.allSatisfy(\.isWhitespace), SenderIdentity.isIdentifier(contact)
        else { return nil }
        switch body["dry_run"] {
        case nil: isDryRun = false
        case .bool(let value): isDryRun = value
        default: return nil
        }
        self.contact = contact
    }
}

/// What went, and what is there still.
private struct ErasureResult: Encodable {
    let erased: CustomerRecords
    let remaining: CustomerRecords
}
