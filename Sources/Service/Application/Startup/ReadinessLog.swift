public import Lifecycle

/// Says something as soon as the services before it run and signals are heard; it comes last in their group.
public struct ReadinessLog: Service {
    /// `readiness-log`
    public let name = "readiness-log"

    private let signals: SignalListener
    private let say: @Sendable () -> Void

    /// - Parameter say: called once.
    public init(after signals: SignalListener, _ say: @escaping @Sendable () -> Void) {
        self.signals = signals
        self.say = say
    }

    /// Speaks, and waits for the stop.
    public func run(until stop: StopSignal) async {
        await signals.waitUntilListening()
        say()
        await stop.wait()
    }
}
