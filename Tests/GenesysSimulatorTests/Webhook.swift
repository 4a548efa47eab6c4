import HTTPSemantics
import HTTPServer
import Lifecycle
import Synchronization

/// A server that takes posts, answers them with statuses in their order, and remembers them.
final class Webhook: RequestHandler {
    struct Post: Sendable {
        let fields: HTTPFields
        let body: [UInt8]
    }

    private let statuses: [Int]
    private let taken = Mutex<[Post]>([])
    private let isComplete = StopSignal()

    /// Ends its waiting when there was a post for each status.
    init(_ statuses: [Int]) { self.statuses = statuses }

    func receive(_ request: Request) -> Reception {
        .collect(limit: 1 << 20) { body in
            let count = self.taken.withLock { posts in
                posts.append(Post(fields: request.fields, body: body))
                return posts.count
            }
            if count >= self.statuses.count { self.isComplete.trigger() }
            return Response(status: count <= self.statuses.count ? self.statuses[count - 1] : 200)
        }
    }

    /// All posts, when there are as many as statuses.
    func posts() async -> [Post] {
        await isComplete.wait()
        return taken.withLock { $0 }
    }

    /// Runs it on a port of its own for as long as the closure does.
    func run(_ use: @Sendable (_ url: String) async throws -> Void) async throws {
        var listener = HTTPServer.Configuration()
        listener.port = 0
        let server = try HTTPServer(listener)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(self, until: stop) }
            defer { stop.trigger() }
            try await use("http://127.0.0.1:\(server.boundPort)/webhook")
        }
    }
}
