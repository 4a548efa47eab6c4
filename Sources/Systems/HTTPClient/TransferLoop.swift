import CCurl
import Foundation
import Synchronization

/// The thread that moves the bytes. Others hand it commands through a locked queue and wake it; libcurl's handles are touched by it
/// alone.
final class TransferLoop: Sendable {
    private enum Command {
        case start(Transfer)
        case resume(Transfer)
        case abort(Transfer)
    }

    private struct Inbox {
        var commands: [Command] = []
        var isOpen = true
        /// Submitted and not yet over.
        var exchanges = 0
    }

    let configuration: HTTPClient.Configuration
    private let multi: MultiHandle
    private let inbox = Mutex(Inbox())

    init(_ configuration: HTTPClient.Configuration) {
        self.configuration = configuration
        multi = MultiHandle(configuration)
    }

    func start() {
        let thread = Thread { self.run() }
        thread.name = "http-client"
        thread.start()
    }

    func submit(_ transfer: Transfer) throws(HTTPClientError) {
        let refusal: HTTPClientError.Code? = inbox.withLock { inbox in
            guard inbox.isOpen else { return .shutDown }
            guard inbox.exchanges < configuration.maximumExchanges else { return .overloaded }
            inbox.exchanges += 1
            inbox.commands.append(.start(transfer))
            return nil
        }
        if let refusal { throw HTTPClientError(refusal, origin: transfer.request.origin) }
        multi.wake()
    }

    func resume(_ transfer: Transfer) { post(.resume(transfer)) }

    /// Ends an exchange whose result nobody waits for; does nothing to one that is over.
    func abandon(_ transfer: Transfer) {
        guard !transfer.isOver else { return }
        transfer.fail(.cancelled)
        post(.abort(transfer))
    }

    func shutDown() {
        inbox.withLock { $0.isOpen = false }
        multi.wake()
    }

    private func post(_ command: Command) {
        inbox.withLock { $0.commands.append(command) }
        multi.wake()
    }

    // MARK: On the thread

    private func run() {
        blockPipeSignal()
        var handles = HandleSet()
        while let commands = takeCommands() {
            for command in commands { obey(command, &handles) }
            multi.perform()
            while let (handle, result) = multi.nextFinished() { finish(handle, result, &handles) }
            multi.wait(atMost: .seconds(1))
        }
        for handle in handles.active.values { finish(handle, nil, &handles) }
    }

    /// What was asked since the last look; `nil` once the client is shut down, when what waited has failed.
    private func takeCommands() -> [Command]? {
        let (commands, isOpen) = inbox.withLock { inbox in
            defer { inbox.commands = [] }
            return (inbox.commands, inbox.isOpen)
        }
        if isOpen { return commands }
        for case .start(let transfer) in commands { transfer.fail(.shutDown) }
        return nil
    }

    private func obey(_ command: Command, _ handles: inout HandleSet) {
        switch command {
        case .start(let transfer): begin(transfer, &handles)
        case .resume(let transfer): handles.active[ObjectIdentifier(transfer)]?.resume()
        case .abort(let transfer):
            if let handle = handles.active[ObjectIdentifier(transfer)] { finish(handle, nil, &handles) }
        }
    }

    private func begin(_ transfer: Transfer, _ handles: inout HandleSet) {
        guard !transfer.isOver else { return leave() }
        guard let handle = handles.take() else {
            transfer.fail(.overloaded)
            return leave()
        }
        do throws(HTTPClientError) {
            try handle.prepare(for: transfer, configuration)
            try multi.add(handle, for: transfer)
            handles.active[ObjectIdentifier(transfer)] = handle
        } catch {
            transfer.finish(.failure(error))
            handles.recycle(handle)
            leave()
        }
    }

    /// Takes an exchange out of libcurl's hands; without a result it is one that was cut short.
    private func finish(_ handle: EasyHandle, _ result: CURLcode?, _ handles: inout HandleSet) {
        multi.remove(handle)
        if let transfer = handle.transfer {
            handles.active[ObjectIdentifier(transfer)] = nil
            switch result {
            case nil: transfer.fail(.shutDown)
            case CURLE_OK: transfer.finish(.success(()))
            case .some(let failure): transfer.finish(.failure(HTTPClientError(failure, origin: transfer.request.origin)))
            }
        }
        handles.recycle(handle)
        leave()
    }

    private func leave() { inbox.withLock { $0.exchanges -= 1 } }

    /// A write to a connection that the other side has closed must be an error, not the end of the program.
    private func blockPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
