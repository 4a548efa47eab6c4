import Cards
import Foundation
import HTTPClient
import HTTPSemantics
import JSON
import Signatures

/// Asks an operator's own program what a bot says; whatever it answers is built, cleaned and checked here.
struct BotEndpoint: Sendable {
    let http: HTTPClient
    let now: @Sendable () -> Date

    /// The platform waits about ten seconds for a bot.
    private static let timeout = Duration.seconds(8)

    /// What an endpoint may answer.
    ///
    /// `202` or `204`: the answer comes later, by `POST /cards` with `bot`. `200`: `{botState, intent, confidence, parameters, text, card}`,
    /// where `card` is a request as for `POST /cards`.
    func ask(
        _ url: URL, _ turn: JSON, _ reading: BotTurn, _ signatures: StandardWebhooks?, _ desk: CardService
    ) async throws -> (BotAnswer, CardMessage?) {
        let body = turn.bytes
        var fields: HTTPFields = ["Content-Type": "application/json"]
        let id = "turn_\(desk.newMessageID())"
        for field in try signatures?.sign(body, id: id, at: now()).all ?? [] { fields[field.name] = field.value }
        let response = try await http.send(
            .init(
                method: .post, url: url.absoluteString, fields: fields, body: body, timeout: Self.timeout,
                maximumResponseBytes: 256 * 1024))
        switch response.status {
        case 202, 204: return (BotAnswer(.moreData), nil)
        case 200: return try read(try JSON(parsing: response.body), reading, desk)
        default: return (.failed("The bot's endpoint answered \(response.status)."), nil)
        }
    }

    private func read(_ said: JSON, _ turn: BotTurn, _ desk: CardService) throws -> (BotAnswer, CardMessage?) {
        let state = said["botState"]?.string.flatMap(BotAnswer.State.init)
        let intent = said["intent"]?.string
        var answer = BotAnswer(state ?? (intent == nil ? .moreData : .complete), intent: intent)
        if case .number(let confidence)? = said["confidence"] { answer.confidence = confidence }
        if case .object(let members)? = said["parameters"] {
            for member in members { answer.parameters[member.name] = member.value.string }
        }
        if let text = said["text"]?.string { answer.add(text: text) }
        guard let request = said["card"] else { return (answer, nil) }
        let card = try desk.builder.prepare(
            request.with("conversationId", .string(turn.conversationID ?? turn.sessionID)), newMessageID: desk.newMessageID
        ).message
        answer.add(card)
        return (answer, card)
    }
}

extension JSON {
    /// The object with a member that it lacks.
    fileprivate func with(_ name: String, _ value: JSON) -> JSON {
        guard case .object(let members) = self, self[name] == nil else { return self }
        return .object(members.filter { $0.name != name } + [.init(name, value)])
    }
}
