/// The faults that are still to come.
struct Faults: Sendable {
    private var pending: [Fault] = []

    /// Sets these in the place of all others.
    mutating func set(_ faults: [Fault]) { pending = faults }

    /// The first fault that a call meets, used up by one. The simulator's own routes never fail.
    mutating func take(_ call: Call) -> Fault? { ConsoleRoutes.owns(call) ? nil : take { $0.matches(call) } }

    /// The first fault that an event meets, used up by one.
    mutating func take(topic: String) -> Fault.Event? { take { $0.matches(topic: topic) }?.event }

    private mutating func take(_ matches: (Fault) -> Bool) -> Fault? {
        for index in pending.indices where matches(pending[index]) {
            if pending[index].chance?.hits() == false { continue }
            let fault = pending[index]
            if let times = fault.times { pending[index].times = times - 1 }
            if pending[index].times == 0 { pending.remove(at: index) }
            return fault
        }
        return nil
    }
}
