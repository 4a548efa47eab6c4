import Synchronization

/// A number that only grows while the process lives.
public final class Counter: Sendable {
    private let count = Atomic(0)

    /// Adds to the number; the amount must not be negative.
    public func increment(by amount: Int = 1) {
        precondition(amount >= 0, "A counter only grows")
        count.add(amount, ordering: .relaxed)
    }

    /// The number now.
    public var value: Int { count.load(ordering: .relaxed) }
}
