/// An expectation of the story that did not hold.
public struct Unmet: Error, Sendable, CustomStringConvertible {
    /// What was expected and what came instead.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Fails the scenario unless the condition holds.
func expect(_ condition: Bool, _ description: @autoclosure () -> String) throws(Unmet) {
    guard condition else { throw Unmet(description()) }
}
