import Foundation
import HTTPServer
import Lifecycle
import Synchronization
import Testing

@Suite struct ConcurrencyTests {
    @Test func holdsTwoHundredRequestsAtOnceWhileTheyWork() async throws {
        let gate = StopSignal()
        let working = Atomic(0)
        let handler = Handler { request in
            .respond {
                working.add(1, ordering: .relaxed)
                await gate.wait()
                return .text(request.path)
            }
        }
        try await withServer(handler) { port in
            let clients = try (0..<200).map { number in
                let client = try Client(port: port)
                try client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                return client
            }
            try await eventually("all of them work") { working.load(ordering: .relaxed) == 200 }
            gate.trigger()
            try await blocking {
                for (number, client) in clients.enumerated() {
                    let text = try client.reply().text
                    #expect(text == "/\(number)")
                }
            }
        }
    }

    @Test func survivesClientsThatLeaveWhileTheirRequestsWork() async throws {
        let gate = Mutex(StopSignal())
        let working = Atomic(0)
        let handler = Handler { _ in
            let signal = gate.withLock { $0 }
            return .respond {
                working.add(1, ordering: .relaxed)
                await signal.wait()
                return .text(String(repeating: "x", count: 100_000))
            }
        }
        try await withServer(handler) { port in
            for round in 1...20 {
                let signal = StopSignal()
                gate.withLock { $0 = signal }
                let clients = try (0..<20).map { _ in
                    let client = try Client(port: port)
                    try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                    return client
                }
                try await eventually("all of them work") { working.load(ordering: .relaxed) == round * 20 }
                // Half of them leave at the very moment when the answers are ready.
                async let leaving: Void = blocking { for client in clients.prefix(10) { client.reset() } }
                signal.trigger()
                try await leaving
                let lengths = try await blocking { try clients.suffix(10).map { try $0.reply().body.count } }
                #expect(lengths == Array(repeating: 100_000, count: 10))
            }
        }
    }

    @Test func letsGoOfEverything() async throws {
        let counter = Counter()
        try await withServer(Handler { _ in .consume(Counted(counter)) }) { port in
            try await blocking {
                for number in 0..<50 {
                    let client = try Client(port: port)
                    try client.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n" + (number.isMultiple(of: 3) ? "hel" : "hello"))
                    if !number.isMultiple(of: 3) { #expect(try client.reply().status == 200) }
                }
            }
        }
        #expect(counter.made.load(ordering: .relaxed) == 50)
        #expect(counter.gone.load(ordering: .relaxed) == 50)
    }

    @Test func letsGoOfTheHandlerWhenItIsOver() async throws {
        weak var handler: Handler?
        do {
            let strong = Handler { _ in .answer(.text("")) }
            handler = strong
            try await withServer(strong) { port in _ = try await blocking { try Client(port: port).get("/") } }
        }
        #expect(handler == nil)
    }
}

private final class Counter: Sendable {
    let made = Atomic(0)
    let gone = Atomic(0)
}

private final class Counted: BodyConsumer {
    private let counter: Counter

    init(_ counter: Counter) {
        self.counter = counter
        counter.made.add(1, ordering: .relaxed)
    }

    deinit { counter.gone.add(1, ordering: .relaxed) }

    func consume(_ bytes: RawSpan) -> BodyDemand { .more }
    func finish() async -> Response { .text("ok") }
    func abandon() {}
}
