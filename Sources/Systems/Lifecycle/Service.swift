/// Long-lived work: one method that returns when the work is over.
public protocol Service: Sendable {
    /// What logs and errors call it.
    var name: String { get }

    /// Does the work until it is asked to stop.
    ///
    /// A graceful stop is not a cancellation: after `stop` the service takes nothing new, finishes or safely puts down what it has in
    /// hand, and returns. Cancellation follows only when the grace period is over.
    /// - Throws: when the service cannot go on; the whole program then stops.
    func run(until stop: StopSignal) async throws
}
