internal import Foundation
internal import HTTPServer
internal import JSON
internal import Lifecycle
internal import Synchronization

/// Brings requests to the platform, and does what it asks for.
final class SimulatorHandler: RequestHandler {
    /// Where the platform's wishes are carried out.
    struct Edges: Sendable {
        let fetches: AsyncStream<MediaOrder>.Continuation
        let webhooks: AsyncStream<WebhookOrder>.Continuation
        let sockets: OpenSockets
        let relay: ChannelRelay
    }

    private let platform: Mutex<Platform>
    private let edges: Edges
    let now: @Sendable () -> Date
    private let changes = ChangeSignal()
    private let closing = StopSignal()

    init(_ platform: Platform, edges: Edges, now: @escaping @Sendable () -> Date) {
        self.platform = Mutex(platform)
        self.edges = edges
        self.now = now
    }

    func handle(_ request: Request) -> RequestHandling {
        let call = Call(
            request.method, request.path, query: request.query, fields: request.fields, contentLength: request.contentLength)
        let maximumBodyBytes = platform.withLock { $0.maximumBodyBytes(of: call) }
        // The platform refuses what is announced too large, in its own words and before the body is sent.
        if let length = request.contentLength, length == 0 || length > maximumBodyBytes {
            return .respond { await self.respond(to: call) }
        }
        // A chunked body shows its size only as it comes: there is room for the platform to see that it is too large.
        return .collect(limit: 2 * maximumBodyBytes) { body in
            var call = call
            call.body = body
            return await self.respond(to: call)
        }
    }

    /// Takes note of what became of an attachment.
    func record(_ fetched: FetchedMedia, bytes: [UInt8] = [], for order: MediaOrder) {
        update { $0.record(fetched, bytes: bytes, for: order, at: now()) }
    }

    /// Takes note of whether a webhook took what was posted.
    func record(isDelivered: Bool, of order: WebhookOrder) {
        update { $0.record(isDelivered: isDelivered, of: order) }
    }

    /// Does what time alone brings about.
    func tick() {
        update { $0.perform($0.hub.tick(at: now())) }
    }

    /// Changes the platform, and does what comes of it.
    func update<Value: Sendable>(_ change: (inout Platform) -> Value) -> Value {
        let (value, effects) = platform.withLock { platform in
            let value = change(&platform)
            let effects = platform.takeEffects()
            perform(effects)
            return (value, effects)
        }
        submit(effects)
        changes.announce()
        return value
    }

    /// Lets nobody wait any longer.
    func close() {
        closing.trigger()
        edges.sockets.closeAll()
    }

    private func respond(to call: Call) async -> Response {
        let reply = platform.withLock { platform in
            let reply = platform.handle(call, at: now())
            perform(reply.effects)
            return reply
        }
        submit(reply.effects)
        changes.announce()
        var answer = reply.answer
        for effect in reply.effects {
            switch effect {
            case .delay(let duration): await pause(until: .now + duration)
            case .wait(let query): answer.body = await messages(query)
            case .relay(let order): answer = await edges.relay.send(order)
            case .cut: return .cut
            case .fetch, .notify, .socket: break
            }
        }
        return Response(answer)
    }

    /// What must happen in the order of the changes, and so while nobody else changes anything; it does not wait.
    private func perform(_ effects: [Reply.Effect]) {
        for case .socket(let action) in effects { edges.sockets.perform(action) }
    }

    /// Puts work in hand that others do.
    private func submit(_ effects: [Reply.Effect]) {
        for effect in effects {
            switch effect {
            case .fetch(let order):
                guard case .enqueued = edges.fetches.yield(order) else {
                    record(FetchedMedia(.failed, error: "too many attachments wait to be fetched; send fewer at once"), for: order)
                    continue
                }
            case .notify(let order):
                guard case .enqueued = edges.webhooks.yield(order) else {
                    record(isDelivered: false, of: order)
                    continue
                }
            case .delay, .wait, .relay, .cut, .socket: break
            }
        }
    }

    private func messages(_ query: MessageQuery) async -> JSON {
        let deadline = ContinuousClock.now + query.patience
        while true {
            let revision = changes.revision
            let isComplete = platform.withLock { $0.isComplete(query) }
            if isComplete || .now >= deadline || closing.isTriggered || Task.isCancelled {
                return platform.withLock { $0.list(query) }
            }
            await pause(until: deadline, orChangeBeyond: revision)
        }
    }

    /// Returns at a time, at a change before it, when the simulator closes, or when the task is cancelled.
    private func pause(until deadline: ContinuousClock.Instant, orChangeBeyond revision: Int? = nil) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.closing.wait() }
            // A sleep fails only when it is cancelled, and then the pause is over as well.
            group.addTask { try? await Task.sleep(until: deadline) }
            if let revision { group.addTask { await self.changes.wait(beyond: revision) } }
            await group.next()
            group.cancelAll()
        }
    }
}
