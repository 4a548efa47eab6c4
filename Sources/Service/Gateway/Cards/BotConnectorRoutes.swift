import Cards
import Crypto
public import HTTPClient
import HTTPSemantics
import HTTPServer
import JSON
public import Observability
import Pipeline

/// `POST /botconnector/{bot}`: Genesys Cloud sends the customer's turn, and is answered with a card.
public struct BotConnectorRoutes: Sendable {
    private static let maximumBytes = 64 * 1024

    private let bots: [String: Bot]
    private let desk: CardService
    private let endpoint: BotEndpoint
    private let log: Logger

    /// Puts bots behind a desk, by the name that their route carries.
    public init(_ bots: [String: Bot], desk: CardService, http: HTTPClient, log: Logger) {
        self.bots = bots
        self.desk = desk
        self.log = log
        endpoint = BotEndpoint(http: http, now: desk.now)
    }

    /// The entries of the gateway's table.
    var routes: [Route] { [Route(.post, at: "/botconnector/{bot}", for: .signed, handle: handle)] }

    /// Looks at the secret before the body.
    func handle(_ request: Request, _ parameters: Route.Parameters, from principal: Principal) -> RequestHandling {
        guard let name = parameters["bot"], let bot = bots[name] else { return .answer(.notFound(request)) }
        guard Self.isRight(request.fields.values(of: bot.header), for: bot) else {
            return .answer(
                .problem(request, status: 401, "The secret of the bot connector is missing or wrong. Check its credentials."))
        }
        principal.verify()
        return .collect(limit: Self.maximumBytes) { body in
            do {
                let json = try JSON(parsing: body)
                let answer = await self.answer(to: try BotTurn(json), json, bot, name)
                return Response(
                    status: 200, fields: ["Content-Type": "application/json", "Cache-Control": "no-store"],
                    body: .bytes(answer.json.bytes))
            } catch let error as CardRefusal {
                let places = error.problems.map(\.path).joined(separator: ", ")
                return .problem(request, status: 400, "This is no turn of a customer's: it lacks \(places).")
            } catch {
                return .refusal(of: request, error)
            }
        }
    }

    /// Compares in constant time with each secret, whichever is right.
    private static func isRight(_ values: [String], for bot: Bot) -> Bool {
        guard values.count == 1 else { return false }
        var isRight = false
        for secret in bot.secrets where ConstantTime.equal(values[0], secret.reveal()) { isRight = true }
        return isRight
    }

    /// The flow is always answered: what goes wrong is for the flow to branch by.
    private func answer(to turn: BotTurn, _ json: JSON, _ bot: Bot, _ name: String) async -> BotAnswer {
        let start = ContinuousClock.now
        do {
            let (answer, card) = try await found(for: turn, json, bot)
            if let card { try await desk.sent(card, latency: .now - start, by: "bot/\(name)") }
            return answer
        } catch let refusal as CardRefusal {
            let subject = "refused-\(desk.newMessageID())"
            await note("A bot's card was refused.", name, refusal) {
                try await desk.refused(
                    refusal, .init(messageID: subject, conversationID: turn.conversationID, templateID: nil), by: "bot/\(name)")
            }
            return .failed("The card is refused: \(refusal)")
        } catch {
            await note("A bot gave no answer.", name, error) {}
            return .failed("There is no answer now.")
        }
    }

    private func found(for turn: BotTurn, _ json: JSON, _ bot: Bot) async throws -> (BotAnswer, CardMessage?) {
        if let (template, intent) = bot.answer(to: turn.click?.payload ?? turn.text) {
            let card = try desk.builder.prepare(
                template: template, with: turn.parameters, in: turn.conversationID ?? turn.sessionID,
                newMessageID: desk.newMessageID
            ).message
            var answer = BotAnswer(.complete, intent: intent)
            answer.add(card)
            return (answer, card)
        }
        guard let url = bot.endpoint else { return (.failed("No answer is configured for this turn."), nil) }
        return try await endpoint.ask(url, json, turn, bot.signatures, desk)
    }

    private func note(_ message: String, _ name: String, _ error: any Error, _ account: () async throws -> Void) async {
        log.warning(message, ["bot": .string(name), "cause": .string("\(error)")])
        do { try await account() } catch {
            log.error("The refusal was not written down.", ["bot": .string(name), "cause": .string("\(error)")])
        }
    }
}

extension BotAnswer {
    static func failed(_ reason: String) -> BotAnswer {
        var answer = BotAnswer(.failed)
        answer.error = reason
        return answer
    }
}
