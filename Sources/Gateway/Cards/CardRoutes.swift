public import Cards
import HTTPSemantics
import HTTPServer

/// `POST /cards/check` and `POST /cards/preview`: what would be sent, and how it would look. Nothing is sent or kept.
public struct CardRoutes: Sendable {
    /// A card is some kilobytes; the platform takes no body of more than 512 KB.
    private static let maximumBytes = 256 * 1024

    private let builder: CardBuilder
    private let newMessageID: @Sendable () -> String

    /// Makes the routes.
    ///
    /// - Parameter newMessageID: names cards that have no name yet.
    public init(builder: CardBuilder, newMessageID: @escaping @Sendable () -> String) {
        self.builder = builder
        self.newMessageID = newMessageID
    }

    /// The entries of the gateway's table.
    var routes: [Route] {
        [
            Route(.post, at: "/cards/check", for: .keys([.cards]), receive: check),
            Route(.post, at: "/cards/preview", for: .keys([.cards]), receive: preview),
        ]
    }

    func check(_ request: Request, _ parameters: Route.Parameters) -> Reception {
        prepared(request) { card in
            Response(
                status: 200, fields: ["Content-Type": "application/json", "Cache-Control": "no-store"],
                body: .bytes(card.report.bytes))
        }
    }

    func preview(_ request: Request, _ parameters: Route.Parameters) -> Reception {
        prepared(request) { card in
            let fields: HTTPFields = [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": CardPreview.policy + "; sandbox; frame-ancestors 'none'",
                "Referrer-Policy": "no-referrer",
            ]
            return Response(status: 200, fields: fields, body: .bytes(Array(CardPreview(card).html.utf8)))
        }
    }

    /// Reads a card from the body and answers with what is made of it, or with everything that is wrong with it.
    private func prepared(_ request: Request, _ answer: @escaping @Sendable (PreparedCard) -> Response) -> Reception {
        .collect(limit: Self.maximumBytes) { body in
            do {
                return answer(try builder.prepare(try JSON(parsing: body), newMessageID: newMessageID))
            } catch let error as JSONError {
                return .problem(request, status: 400, error.description)
            } catch let error as CardRefusal {
                return .problem(
                    request, status: 422, error.description, members: ["problems": .array(error.problems.map(\.member))])
            } catch {
                return .refusal(of: request, error)
            }
        }
    }
}

extension CardProblem {
    fileprivate var member: ProblemDetails.Value { .object(["path": .string(path), "reason": .string(reason)]) }
}
