import Cards
import Foundation
import HTTPSemantics
import HTTPServer
import JSON
import Ledger
import Observability
import Pipeline

/// `POST /cards` and what belongs to it: a card is sent once, checked, or shown as it would look.
struct CardRoutes: Sendable {
    /// A card is some kilobytes; the platform takes no body of more than 512 KB.
    private static let maximumBytes = 256 * 1024
    /// How far back the numbers reach.
    private static let window: TimeInterval = 86_400

    let desk: CardService
    let patience: OutcomeWait
    let log: Logger

    /// The entries of the gateway's table.
    var routes: [Route] {
        [
            Route(.post, at: "/cards", for: .keys([.cards]), handle: send),
            Route(.post, at: "/cards/check", for: .keys([.cards]), handle: check),
            Route(.post, at: "/cards/preview", for: .keys([.cards]), handle: preview),
            Route(.get, .head, at: "/cards/stats", for: .keys([.cards, .operator]), handle: statistics),
            Route(.get, .head, at: "/cards/{id}", for: .keys([.cards, .operator]), handle: show),
        ]
    }

    /// Puts a card into the outbox and waits for what becomes of it.
    func send(_ request: Request, _ parameters: Route.Parameters, by principal: Principal) -> RequestHandling {
        .collect(limit: Self.maximumBytes) { body in
            do {
                let key = try IdempotencyKey.of(request, principal, at: .cards)
                let receipt = try await desk.send(try JSON(parsing: body), key: key, by: principal.name ?? "")
                log.info("Card taken in.", ["card": .string(receipt.messageID), "request": .string(request.id)])
                return try await outcome(of: receipt, for: request)
            } catch {
                return .refusal(of: request, error)
            }
        }
    }

    private func outcome(of receipt: CardService.Receipt, for request: Request) async throws -> Response {
        let limit = OutcomeWait.asked(by: request)
        let record = try await patience.outcome {
            try await desk.ledger.settledCard(receipt.messageID, atMost: limit)
        } atStop: {
            try await desk.ledger.card(receipt.messageID)
        }
        guard let record else { return .notFound(request) }
        switch record.state {
        case .sent: return try .json(CardResource(record, notices: receipt.notices))
        case .queued, .refused:
            var response = try Response.json(CardResource(record, notices: receipt.notices), status: 202)
            response.fields["Location"] = "/cards/\(receipt.messageID)"
            return response
        case .failed:
            return .problem(
                request, status: 502, "The card was not sent. \(record.detail ?? "")",
                members: ["messageId": .string(receipt.messageID), "state": .string(record.state.rawValue)])
        }
    }

    func show(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        .respond {
            await .orUnavailable(request) {
                guard let record = try await desk.ledger.card(parameters["id"] ?? "") else { return .notFound(request) }
                return try .json(CardResource(record))
            }
        }
    }

    func statistics(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        .respond {
            await .orUnavailable(request) {
                let since = desk.now().addingTimeInterval(-Self.window)
                return try .json(CardStatisticsResource(try await desk.ledger.cardStatistics(since: since), since: since))
            }
        }
    }

    func check(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        prepared(request) { card in
            Response(
                status: 200, fields: ["Content-Type": "application/json", "Cache-Control": "no-store"],
                body: .bytes(card.report.bytes))
        }
    }

    func preview(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        prepared(request) { card in
            let fields: HTTPFields = [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": CardPreview.policy + "; sandbox; frame-ancestors 'none'",
                "Referrer-Policy": "no-referrer",
            ]
            return Response(status: 200, fields: fields, body: .bytes(Array(CardPreview(card).html.utf8)))
        }
    }

    /// Reads a card from the body and answers with what is made of it, or with everything that is wrong with it. Nothing is kept.
    private func prepared(_ request: Request, _ answer: @escaping @Sendable (PreparedCard) -> Response) -> RequestHandling {
        .collect(limit: Self.maximumBytes) { body in
            do {
                return answer(try desk.builder.prepare(try JSON(parsing: body), newMessageID: desk.newMessageID))
            } catch {
                return .refusal(of: request, error)
            }
        }
    }
}
