/// The easy handles of one loop: those at work, and a few at rest that are used again.
struct HandleSet {
    var active: [ObjectIdentifier: EasyHandle] = [:]
    private var idle: [EasyHandle] = []
    private let maximumIdle = 32

    mutating func take() -> EasyHandle? { idle.popLast() ?? EasyHandle() }

    mutating func recycle(_ handle: EasyHandle) {
        handle.reset()
        if idle.count < maximumIdle { idle.append(handle) }
    }
}
