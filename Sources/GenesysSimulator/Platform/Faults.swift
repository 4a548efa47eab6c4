/// The faults that are still to come.
struct Faults: Sendable {
    private var pending: [Fault] = []

    /// Sets these in the place of all others.
    mutating func set(_ faults: [Fault]) { pending = faults }

    /// The first fault that a call meets, used up by one. The simulator's own routes never fail.
    mutating func take(_ call: Call) -> Fault? {
        guard !ConsoleRoutes.owns(call), let index = pending.firstIndex(where: { $0.matches(call) }) else { return nil }
        let fault = pending[index]
        pending[index].times -= 1
        if pending[index].times == 0 { pending.remove(at: index) }
        return fault
    }
}
