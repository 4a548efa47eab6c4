public import HTTPSemantics
public import HTTPServer
import Lifecycle
import Synchronization

/// Somebody's own system on a port of its own: takes what is posted to it, and answers as a test says.
public final class WebhookReceiver: RequestHandler {
    /// What came.
    public struct Post: Sendable {
        /// Of its head.
        public let fields: HTTPFields
        /// As it came.
        public let body: [UInt8]
    }

    private let statuses: [Int]
    private let taken = Mutex<[Post]>([])
    private let isComplete = StopSignal()

    /// - Parameter statuses: the answers in their order; 200 to all further posts.
    public init(_ statuses: [Int] = []) { self.statuses = statuses }

    /// What has come so far, also what was answered with a refusal.
    public var posts: [Post] { taken.withLock { $0 } }

    /// All posts, when there are as many as statuses.
    public func allPosts() async -> [Post] {
        await isComplete.wait()
        return posts
    }

    /// Takes a post; a 429 asks for seven seconds.
    public func handle(_ request: Request) -> RequestHandling {
        .collect(limit: 1 << 20) { [self] body in
            let number = taken.withLock { posts in
                posts.append(Post(fields: request.fields, body: body))
                return posts.count
            }
            if number >= statuses.count { isComplete.trigger() }
            let status = number <= statuses.count ? statuses[number - 1] : 200
            return Response(status: status, fields: status == 429 ? ["Retry-After": "7"] : [:])
        }
    }

    /// Runs it for as long as the body does.
    /// - Parameter body: is given its address.
    public func run(_ body: @Sendable (_ url: String) async throws -> Void) async throws {
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        configuration.threads = 1
        let server = try HTTPServer(configuration)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(self, until: stop) }
            defer { stop.trigger() }
            try await body("http://127.0.0.1:\(server.boundPort)/webhook")
        }
    }
}
