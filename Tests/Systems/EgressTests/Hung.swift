import Foundation
import Sockets

/// A resolver that does not answer before it is released.
final class Hung: @unchecked Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let begun = AsyncStream<Void>.makeStream()

    func wait() -> [IPAddress] {
        begun.continuation.yield()
        gate.wait()
        gate.signal()
        return []
    }

    func hasBegun() async { for await _ in begun.stream { return } }

    func release() { gate.signal() }
}
