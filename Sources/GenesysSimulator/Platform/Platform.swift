internal import Foundation
internal import HTTPSemantics

/// The stand-in platform without any input or output: takes a call and the time, changes its state, and says what to answer and to do.
struct Platform: Sendable {
    let configuration: PlatformConfiguration
    var tokens: Tokens
    var messages: MessageLog
    var faults = Faults()
    /// Makes a new identifier each time.
    let newID: @Sendable () -> UUID

    init(_ configuration: PlatformConfiguration, newID: @escaping @Sendable () -> UUID) {
        self.configuration = configuration
        self.newID = newID
        tokens = Tokens(lifetime: configuration.tokenLifetime, callsPerMinute: configuration.callsPerMinute)
        messages = MessageLog(capacity: configuration.maximumMessages)
    }

    /// Serves a call, or does what a fault says. A fault that only delays serves the call first: a caller who loses patience meets work
    /// that was done all the same.
    mutating func handle(_ call: Call, at now: Date) -> Reply {
        let correlationID = newConversationID()
        let fault = faults.take(call)
        var reply: Reply
        do throws(Refusal) {
            if let refusal = fault?.refusal { throw refusal }
            reply = try serve(call, at: now)
        } catch {
            reply = Reply(error.answer(contextID: correlationID))
        }
        reply.answer.fields["ININ-Correlation-Id"] = correlationID
        for field in tokens.rate(of: call.bearerToken, at: now)?.fields.all ?? [] {
            reply.answer.fields.append(field.name, field.value)
        }
        if let delay = fault?.delay { reply.effects.append(.delay(delay)) }
        return reply
    }

    /// Takes note of what became of a fetch that a reply asked for.
    mutating func record(_ fetched: FetchedMedia, for order: MediaOrder) {
        messages.record(fetched, for: order.messageID)
    }

    /// A new identifier in the form that the platform gives its messages.
    func newMessageID() -> String { newID().uuidString.lowercased().replacing("-", with: "") }

    /// A new identifier in the form that the platform gives its conversations.
    func newConversationID() -> String { newID().uuidString.lowercased() }

    /// The messages that a query asks for, oldest first.
    func list(_ query: MessageQuery) -> JSON { .list(query.select(from: messages).map(\.json)) }

    /// Whether a query has nothing left to wait for.
    func isComplete(_ query: MessageQuery) -> Bool { query.isSatisfied(by: query.select(from: messages)) }

    /// The integration of this id.
    /// - Throws: ``Refusal`` 404 when there is none.
    func integration(_ id: String) throws(Refusal) -> OpenIntegration {
        guard let integration = configuration.integrations.first(where: { $0.id == id }) else { throw .notFound }
        return integration
    }

    private mutating func serve(_ call: Call, at now: Date) throws(Refusal) -> Reply {
        let (route, parameters) = try Route.find(call)
        if route.access == .bearer { try tokens.admit(call.bearerToken, at: now) }
        let body = try read(call, as: route.body)
        return try route.action(&self, Route.Visit(call: call, parameters: parameters, body: body, now: now))
    }

    private func read(_ call: Call, as kind: Route.Body) throws(Refusal) -> JSON {
        guard call.bodyBytes <= configuration.maximumBodyBytes else {
            throw .tooLarge(call.bodyBytes, maximum: configuration.maximumBodyBytes)
        }
        guard case .json(let shape) = kind else { return .null }
        guard call.contentType == "application/json" else { throw .unsupportedMediaType(expected: "application/json") }
        guard let body = try? JSON(decoding: call.body) else { throw .malformed }
        try shape.check(body)
        return body
    }
}
