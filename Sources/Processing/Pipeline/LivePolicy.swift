public import Attachments
import Synchronization

/// The policy in force; replaced as a whole when the configuration is read again.
public final class LivePolicy: Sendable {
    private let policy: Mutex<Policy>

    /// Starts with a policy.
    public init(_ policy: Policy) { self.policy = Mutex(policy) }

    /// The policy of this moment: read it once for one decision.
    public var current: Policy { policy.withLock { $0 } }

    /// Puts another policy in force; what is already decided stays decided.
    public func replace(with policy: Policy) { self.policy.withLock { $0 = policy } }
}
