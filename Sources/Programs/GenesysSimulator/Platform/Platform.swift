internal import Foundation
internal import HTTPSemantics
internal import JSON

/// The stand-in platform without any input or output: takes a call and the time, changes its state, and says what to answer and to do.
struct Platform: Sendable {
    let configuration: PlatformConfiguration
    var tokens: Tokens
    var messages: MessageLog
    var conversations: Conversations
    var media: MediaStore
    let links: DownloadLinks
    var integrations: BoundedStore<Integration>
    var profiles: SupportedContents
    /// Files that were announced and are still to come.
    var uploads: BoundedStore<Upload>
    var notes: BoundedStore<Note>
    var hub: NotificationHub
    /// Where sockets are taken, such as `ws://127.0.0.1:8091`.
    var socketURL: String
    var faults = Faults()
    /// What is to be done besides answering the call in hand.
    var effects: [Reply.Effect] = []
    /// Makes a new identifier each time.
    let newID: @Sendable () -> UUID

    init(_ configuration: PlatformConfiguration, newID: @escaping @Sendable () -> UUID) {
        self.configuration = configuration
        self.newID = newID
        tokens = Tokens(lifetime: configuration.tokenLifetime, callsPerMinute: configuration.callsPerMinute)
        messages = MessageLog(capacity: configuration.maximumMessages)
        conversations = Conversations(capacity: configuration.maximumMessages)
        media = MediaStore(capacity: configuration.maximumMessages, maximumBytes: configuration.maximumMediaBytes)
        links = DownloadLinks(base: configuration.filesURL, key: newID().uuidString, lifetime: configuration.linkLifetime)
        integrations = BoundedStore(capacity: 1000)
        profiles = SupportedContents(defaultID: newID().uuidString.lowercased())
        uploads = BoundedStore(capacity: 1000)
        notes = BoundedStore(capacity: configuration.maximumMessages)
        hub = NotificationHub(configuration.notifications)
        socketURL = configuration.publicURL.replacing(/^http/, with: "ws")
        for integration in configuration.integrations { add(integration) }
    }

    /// Serves a call, or does what a fault says. A fault that only delays serves the call first: a caller who loses patience meets work
    /// that was done all the same.
    mutating func handle(_ call: Call, at now: Date) -> Reply {
        let correlationID = newConversationID()
        let fault = faults.take(call)
        var reply: Reply
        do throws(Refusal) {
            if fault?.expiresToken == true { tokens.expire(call.bearerToken) }
            if let refusal = fault?.refusal { throw refusal }
            if fault?.cut == .before { throw .unreached }
            reply = try serve(call, at: now)
        } catch {
            reply = Reply(error.answer(contextID: correlationID))
        }
        reply.effects += takeEffects()
        reply.answer.fields["ININ-Correlation-Id"] = correlationID
        for field in tokens.rate(of: call.bearerToken, at: now)?.fields.all ?? [] {
            reply.answer.fields.append(field.name, field.value)
        }
        if let date = fault?.retryDate(at: now) { reply.answer.fields["Retry-After"] = date }
        if let delay = fault?.delay { reply.effects.append(.delay(delay)) }
        if fault?.cut != nil { reply.effects.append(.cut) }
        return reply
    }

    /// How large the body of a call may be.
    func maximumBodyBytes(of call: Call) -> Int {
        guard case .bytes = (try? Route.find(call))?.route.body else { return configuration.maximumBodyBytes }
        return configuration.maximumAttachmentBytes + Route.Body.formBytes
    }

    /// What has come up to be done since the last time.
    mutating func takeEffects() -> [Reply.Effect] {
        defer { effects = [] }
        return effects
    }

    /// A new identifier in the form that the platform gives its messages.
    func newMessageID() -> String { newID().uuidString.lowercased().replacing("-", with: "") }

    /// A new identifier in the form that the platform gives its conversations.
    func newConversationID() -> String { newID().uuidString.lowercased() }

    /// The messages that a query asks for, oldest first.
    func list(_ query: MessageQuery) -> JSON { .array(query.select(from: messages).map(\.json)) }

    /// Whether a query has nothing left to wait for.
    func isComplete(_ query: MessageQuery) -> Bool { query.isSatisfied(by: query.select(from: messages)) }

    private mutating func serve(_ call: Call, at now: Date) throws(Refusal) -> Reply {
        let (route, parameters) = try Route.find(call)
        var identity: Tokens.Identity?
        if route.access != .anyone { identity = try tokens.admit(call.bearerToken, at: now) }
        if route.access == .user, identity?.userID == nil { throw .needsUser }
        let body = try read(call, as: route.body)
        return try route.action(
            &self, Route.Visit(call: call, parameters: parameters, body: body, identity: identity, now: now))
    }

    private func read(_ call: Call, as kind: Route.Body) throws(Refusal) -> JSON {
        let maximum = maximumBodyBytes(of: call)
        guard call.bodyBytes <= maximum else { throw .tooLarge(call.bodyBytes, maximum: maximum) }
        guard case .json(let shape) = kind else { return .null }
        guard call.contentType == "application/json" else { throw .unsupportedMediaType(expected: "application/json") }
        guard let body = try? JSON(parsing: call.body) else { throw .malformed }
        try shape.check(body)
        return body
    }
}
