internal import Foundation
internal import HTTPServer
internal import Lifecycle
internal import Synchronization

/// Brings requests to the platform, and does what it asks for.
final class SimulatorHandler: RequestHandler {
    private let platform: Mutex<Platform>
    private let maximumBodyBytes: Int
    private let orders: AsyncStream<MediaOrder>.Continuation
    private let now: @Sendable () -> Date
    private let changes = ChangeSignal()
    private let closing = StopSignal()

    init(_ platform: Platform, orders: AsyncStream<MediaOrder>.Continuation, now: @escaping @Sendable () -> Date) {
        self.platform = Mutex(platform)
        self.orders = orders
        self.now = now
        maximumBodyBytes = platform.configuration.maximumBodyBytes
    }

    func receive(_ request: Request) -> Reception {
        let call = Call(
            request.method, request.path, query: request.query, fields: request.fields, contentLength: request.contentLength)
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
    func record(_ fetched: FetchedMedia, for order: MediaOrder) {
        platform.withLock { $0.record(fetched, for: order) }
        changes.announce()
    }

    /// Lets nobody wait any longer.
    func close() { closing.trigger() }

    private func respond(to call: Call) async -> Response {
        let reply = platform.withLock { $0.handle(call, at: now()) }
        changes.announce()
        var answer = reply.answer
        for effect in reply.effects {
            switch effect {
            case .fetch(let order): submit(order)
            case .delay(let duration): await pause(until: .now + duration)
            case .wait(let query): answer.body = await messages(query)
            }
        }
        return Response(answer)
    }

    private func submit(_ order: MediaOrder) {
        guard case .enqueued = orders.yield(order) else {
            return record(FetchedMedia(.failed, error: "too many attachments wait to be fetched; send fewer at once"), for: order)
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
