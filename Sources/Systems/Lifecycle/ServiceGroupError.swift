/// Why a group of services did not end well.
public struct ServiceGroupError: Error, CustomStringConvertible {
    /// The ways in which a group can end badly.
    public enum Code: Sendable, Hashable {
        /// A service threw; `cause` is what it threw.
        case failed
        /// A service returned although nobody had asked it to stop.
        case returnedEarly
        /// Services were still running at the end of the grace period and were cancelled.
        case gracePeriodExceeded
    }

    /// What happened.
    public let code: Code
    /// The names of the services that it is about; exactly one unless the grace period ran out.
    public let services: [String]
    /// What a service threw; `nil` when none did.
    public let cause: (any Error)?

    /// What happened and what to do, for the log.
    public var description: String {
        let names = services.joined(separator: ", ")
        return switch code {
        case .failed:
            "The service \(names) failed, so everything was stopped: \(cause.map { "\($0)" } ?? "no cause given")"
        case .returnedEarly:
            "The service \(names) ended without being asked to, so everything was stopped. This is a defect: please report it."
        case .gracePeriodExceeded:
            "Still running at the end of the grace period, and cancelled: \(names). Allow a longer grace period if this happens again."
        }
    }
}
