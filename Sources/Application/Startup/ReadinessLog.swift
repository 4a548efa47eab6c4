import Lifecycle

/// Says something as soon as the services before it run and signals are heard; it comes last in their group.
struct Announcement: Service {
    let name = "announcement"

    private let signals: SignalListener
    private let say: @Sendable () -> Void

    init(after signals: SignalListener, _ say: @escaping @Sendable () -> Void) {
        self.signals = signals
        self.say = say
    }

    func run(until stop: StopSignal) async {
        await signals.waitUntilListening()
        say()
        await stop.wait()
    }
}
