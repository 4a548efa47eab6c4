import Foundation
import HTTPSemantics
import HTTPServer
import Lifecycle
import Synchronization
import Testing

/// Decides by a closure, and remembers the paths that it saw.
final class Handler: RequestHandler {
    private let seen = Mutex<[String]>([])
    private let decide: @Sendable (Request) -> RequestHandling

    init(_ decide: @escaping @Sendable (Request) -> RequestHandling) { self.decide = decide }

    var paths: [String] { seen.withLock { $0 } }

    func handle(_ request: Request) -> RequestHandling {
        seen.withLock { $0.append(request.path) }
        return decide(request)
    }
}

/// Counts what it is given; can be held back, and can have enough.
final class Recorder: BodyConsumer {
    struct Record {
        var bytes = 0
        var pieces = 0
        var largest = 0
        var finished = 0
        var abandoned = 0
    }

    private let state = Mutex(Record())
    private let enough: Int
    private let gate: StopSignal?

    init(enough: Int = .max, gate: StopSignal? = nil) {
        self.enough = enough
        self.gate = gate
    }

    var record: Record { state.withLock { $0 } }

    func consume(_ bytes: RawSpan) -> BodyDemand {
        let count = bytes.byteCount
        return state.withLock { state in
            state.bytes += count
            state.pieces += 1
            state.largest = max(state.largest, count)
            return state.bytes >= enough ? .enough : .more
        }
    }

    func finish() async -> Response {
        let bytes = state.withLock { state in
            state.finished += 1
            return state.bytes
        }
        await gate?.wait()
        return .text("\(bytes)")
    }

    func abandon() { state.withLock { $0.abandoned += 1 } }
}

extension Response {
    static func text(_ text: String, status: Int = 200, fields: HTTPFields = [:]) -> Response {
        Response(status: status, fields: fields, body: .bytes(Array(text.utf8)))
    }
}

/// Runs a server for as long as the body runs, on a port of its own, and stops it gracefully.
func withServer<Value: Sendable>(
    _ handler: any RequestHandler, _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
    _ body: (UInt16) async throws -> Value
) async throws -> Value {
    var configuration = HTTPServer.Configuration()
    configuration.port = 0
    configuration.threads = 2
    configuration.drainTimeout = .seconds(10)
    configure(&configuration)
    let server = try HTTPServer(configuration)
    let stop = StopSignal()
    async let running: Void = server.run(handler, until: stop)
    let result: Result<Value, any Error>
    do { result = .success(try await body(server.boundPort)) } catch { result = .failure(error) }
    stop.trigger()
    try await running
    return try result.get()
}

/// Runs blocking code on a thread of its own: the server's tasks need the cooperative pool, which has one thread for each processor.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try body() }) }.start()
    }
}

/// Waits until something is true, for a limited time.
func eventually(_ what: Comment, within limit: Duration = .seconds(10), _ isTrue: @Sendable () -> Bool) async throws {
    let deadline = ContinuousClock.now + limit
    while !isTrue() {
        try #require(ContinuousClock.now < deadline, what)
        try await Task.sleep(for: .milliseconds(5))
    }
}
