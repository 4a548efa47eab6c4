import Dispatch
import Foundation
import Synchronization

/// Turns the signals of the operating system into a stop and into reloads.
///
/// The first SIGTERM or SIGINT asks for the stop; the second one ends the process at once with status 128 + signal. SIGHUP reloads.
/// SIGPIPE is ignored: a peer that went away is an error of the write. List it first in a group, so that it still listens while all
/// others stop. Only one may run in a process.
public final class SignalListener: Service {
    /// `signals`.
    public let name = "signals"

    private let stop: StopSignal
    private let reload: @Sendable () async -> Void
    private let wasAskedToStop = Atomic(false)
    /// Dispatch takes signals over on a thread of its own, one after another.
    private let sourcesToStart = Atomic(3)
    private let started = StopSignal()

    /// Prepares to listen; signals keep their default effect until `run`.
    ///
    /// - Parameters:
    ///   - stop: triggered by the first SIGTERM or SIGINT.
    ///   - reload: called after SIGHUP, never twice at once. Signals that arrive meanwhile cause one more call together.
    public init(triggering stop: StopSignal, reload: @escaping @Sendable () async -> Void = {}) {
        self.stop = stop
        self.reload = reload
    }

    /// Returns when the signals have the effect that is described here; before, some may still have their default one.
    public func waitUntilListening() async { await started.wait() }

    /// Listens until asked to stop itself; a reload in progress is finished first.
    public func run(until stop: StopSignal) async {
        signal(SIGPIPE, SIG_IGN)
        let (hangups, hangup) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let sources = [
            source(SIGTERM) { [self] in stopOrExit(SIGTERM) },
            source(SIGINT) { [self] in stopOrExit(SIGINT) },
            source(SIGHUP) { hangup.yield() },
        ]
        defer { for source in sources { source.cancel() } }
        await withTaskGroup { group in
            group.addTask {
                await stop.wait()
                hangup.finish()
            }
            for await _ in hangups { await reload() }
            group.cancelAll()
        }
    }

    private func stopOrExit(_ number: Int32) {
        if wasAskedToStop.exchange(true, ordering: .relaxed) { _exit(128 + number) }
        stop.trigger()
    }

    private func source(_ number: Int32, handler: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: handler)
        source.setRegistrationHandler { [self] in
            if sourcesToStart.subtract(1, ordering: .relaxed).newValue == 0 { started.trigger() }
        }
        source.activate()
        return source
    }
}
