import Foundation
import Sockets
import Synchronization

/// Resolves names, each on a thread of its own: the resolver blocks, cannot be interrupted, and may take as long as it likes.
final class NameLookups: Sendable {
    private let limit: Int
    private let timeout: Duration
    private let resolve: @Sendable (String) throws -> [IPAddress]
    private let running = Mutex(0)

    init(limit: Int, timeout: Duration, resolve: @escaping @Sendable (String) throws -> [IPAddress]) {
        self.limit = limit
        self.timeout = timeout
        self.resolve = resolve
    }

    /// Waits for the answer, for the time limit or for cancellation, whichever comes first; the thread ends when the resolver does, and
    /// counts until then.
    func addresses(of name: String) async throws(EgressError) -> [IPAddress] {
        guard enter() else { throw EgressError(.overloaded, "Too many names are being looked up; try again later.") }
        let answer = Answer()
        let thread = Thread { [self] in
            let addresses = try? resolve(name)
            leave()
            answer.give(addresses)
        }
        thread.start()
        let found = await withTaskGroup(of: Void.self) { [timeout] group in
            group.addTask {
                // Ends early when the answer is there, or the task is cancelled: either way nobody waits longer.
                try? await Task.sleep(for: timeout)
                answer.give(nil)
            }
            defer { group.cancelAll() }
            return await answer.value()
        }
        guard let found else { throw EgressError(.couldNotResolve, "\(name): the host's name could not be resolved in time.") }
        return found
    }

    private func enter() -> Bool {
        running.withLock { running in
            guard running < limit else { return false }
            running += 1
            return true
        }
    }

    private func leave() { running.withLock { $0 -= 1 } }
}

extension NameLookups {
    /// What the first to speak says.
    private final class Answer: Sendable {
        private enum State {
            case open
            case awaited(CheckedContinuation<[IPAddress]?, Never>)
            case given([IPAddress]?)
        }

        private let state = Mutex(State.open)

        func give(_ addresses: [IPAddress]?) {
            let waiting: CheckedContinuation<[IPAddress]?, Never>? = state.withLock { state in
                switch state {
                case .given: return nil
                case .open:
                    state = .given(addresses)
                    return nil
                case .awaited(let continuation):
                    state = .given(addresses)
                    return continuation
                }
            }
            waiting?.resume(returning: addresses)
        }

        /// To be asked once.
        func value() async -> [IPAddress]? {
            await withCheckedContinuation { continuation in
                let given: [IPAddress]?? = state.withLock { state in
                    if case .given(let addresses) = state { return .some(addresses) }
                    state = .awaited(continuation)
                    return nil
                }
                if let given { continuation.resume(returning: given) }
            }
        }
    }
}
