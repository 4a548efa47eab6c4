import Foundation
import HTTPSemantics
import HTTPServer
import Lifecycle
import Synchronization

/// The operator's own system: takes what is posted to it.
final class WebhookReceiver: RequestHandler {
    struct Post: Sendable {
        let fields: HTTPFields
        let body: [UInt8]

        /// A member of the body, as text.
        func text(_ name: String) -> String? {
            (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])?[name] as? String
        }
    }

    private let state: Mutex<(posts: [Post], refusals: Int)>

    /// Answers so many posts with 503 first.
    init(refusing count: Int) { state = Mutex(([], count)) }

    var posts: [Post] { state.withLock { $0.posts } }

    func receive(_ request: Request) -> Reception {
        .collect(limit: 1 << 20) { [self] body in
            let isRefused = state.withLock { state in
                if state.refusals > 0 {
                    state.refusals -= 1
                    return true
                }
                state.posts.append(Post(fields: request.fields, body: body))
                return false
            }
            return Response(status: isRefused ? 503 : 204)
        }
    }

    /// Runs it on a port of its own for as long as the body does.
    func run(_ body: @escaping @Sendable (URL) async throws -> Void) async throws {
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        let server = try HTTPServer(configuration)
        let stop = StopSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run(self, until: stop) }
            defer { stop.trigger() }
            guard let url = URL(string: "http://127.0.0.1:\(server.boundPort)/handover") else { return }
            try await body(url)
        }
    }
}
