import Foundation
import Synchronization
import Testing
import Threading

@Suite struct ThreadPoolTests {
    @Test func givesBackWhatTheJobReturnsOrThrows() async throws {
        struct Failure: Error {}
        let pool = ThreadPool(name: "test", threads: 2)
        #expect(try await pool.run { 6 * 7 } == 42)
        await #expect(throws: Failure.self) { try await pool.run { throw Failure() } }
    }

    @Test func makesOneResourceForEachThreadAndConfinesIt() async throws {
        let makers = Mutex<[ObjectIdentifier]>([])
        let pool = ThreadPool(name: "test", threads: 4) {
            let thread = ObjectIdentifier(Thread.current)
            makers.withLock { $0.append(thread) }
            return thread
        }
        let strays = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<1000 { group.addTask { try await pool.run { owner in owner != ObjectIdentifier(Thread.current) } } }
            return try await group.reduce(into: 0) { count, strayed in count += strayed ? 1 : 0 }
        }
        #expect(strays == 0)
        let threads = makers.withLock { $0 }
        #expect((1...4).contains(threads.count))
        #expect(Set(threads).count == threads.count)
    }

    @Test func keepsWhatAJobMadeOfTheResource() async throws {
        let pool = ThreadPool(name: "test", threads: 1) { [Int]() }
        for number in 0..<3 { try await pool.run { $0.append(number) } }
        #expect(try await pool.run { $0 } == [0, 1, 2])
    }

    @Test func lendsTheResourceWithoutACopy() async throws {
        let pool = ThreadPool(name: "test", threads: 1) { [UInt8](repeating: 0, count: 64) }
        let place: @Sendable (inout [UInt8]) -> UInt = { bytes in
            bytes[0] += 1
            return unsafe bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        }
        let first = try await pool.run(place)
        #expect(try await pool.run(place) == first)
    }

    @Test func triesAgainAfterTheResourceCouldNotBeMade() async throws {
        struct Unready: Error {}
        let attempts = Atomic(0)
        let pool = ThreadPool(name: "test", threads: 1) {
            guard attempts.add(1, ordering: .relaxed).newValue > 2 else { throw Unready() }
            return "ready"
        }
        for _ in 0..<2 { await #expect(throws: Unready.self) { try await pool.run { $0 } } }
        #expect(try await pool.run { $0 } == "ready")
        #expect(try await pool.run { $0 } == "ready")
        #expect(attempts.load(ordering: .relaxed) == 3)
    }

    @Test func keepsTheResourceWhenAJobThrows() async throws {
        struct Failure: Error {}
        let made = Atomic(0)
        let pool = ThreadPool(name: "test", threads: 1) { made.add(1, ordering: .relaxed).newValue }
        await #expect(throws: Failure.self) { try await pool.run { _ in throw Failure() } }
        #expect(try await pool.run { $0 } == 1)
    }

    @Test func takesTenThousandJobsAtOnce() async throws {
        let pool = ThreadPool(name: "test", threads: 4)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<10_000 { group.addTask { try await pool.run { number } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 10_000 * 9_999 / 2)
    }

    @Test func runsAsManyJobsAtOnceAsThereAreThreads() async throws {
        let pool = ThreadPool(name: "test", threads: 3)
        let gate = DispatchSemaphore(value: 0)
        let arrived = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            // Each of the three waits until all three are there: with fewer threads the time runs out.
            for _ in 0..<3 {
                group.addTask {
                    try await pool.run {
                        arrived.signal()
                        return gate.wait(timeout: .now() + 20) == .success
                    }
                }
            }
            group.addTask {
                try await ThreadPool(name: "gate", threads: 1).run {
                    for _ in 0..<3 { arrived.wait() }
                    for _ in 0..<3 { gate.signal() }
                    return true
                }
            }
            for try await inTime in group { #expect(inTime) }
        }
    }

    @Test func endsItsThreadsAndTheirResourcesWithTheLastReference() async throws {
        final class Token: Sendable {
            let end: @Sendable () -> Void
            init(_ end: @escaping @Sendable () -> Void) { self.end = end }
            deinit { end() }
        }
        let ended = AsyncStream<Void>.makeStream()
        func use() async throws {
            let pool = ThreadPool(name: "test", threads: 1) { Token { ended.continuation.finish() } }
            try await pool.run { _ in }
        }
        try await use()
        for await _ in ended.stream {}
    }
}
