import Foundation
import Synchronization

/// The thread that moves the bytes of all connections. Others hand it commands through a locked queue and wake it; the library's own
/// things are touched by it alone.
final class EventLoop: Sendable {
    private enum Command {
        case connect(Channel, Handshake)
        case listen(Listener, UInt16, CheckedContinuation<UInt16?, Never>)
        case unlisten(Listener)
    }

    private struct Inbox {
        var commands: [Command] = []
        /// Channels of which somebody wants something.
        var attended: Set<UInt> = []
    }

    /// Who is behind what the library calls back about.
    private struct Directory {
        var channels: [UInt: (channel: Channel, handshake: Handshake?)] = [:]
        var wires: [UInt: Wire] = [:]
        var listeners: [UInt: Listener] = [:]
    }

    /// What of the library's is made once and kept, because connections point to it; as many as there are configurations.
    private struct Resources {
        var clientHosts: [[String?]: UInt] = [:]
        var keepAlives: [KeepAlive: UInt] = [:]
    }

    static let shared = EventLoop()

    private let context = LibraryContext()
    private let inbox = Mutex(Inbox())
    private let directory = Mutex(Directory())
    private let identifiers = Atomic<UInt>(0)

    private init() {
        let thread = Thread { self.run() }
        thread.name = "websocket"
        thread.start()
    }

    func nextIdentifier() -> UInt { identifiers.add(1, ordering: .relaxed).newValue }

    func connect(_ channel: Channel, _ handshake: Handshake) { post(.connect(channel, handshake)) }

    /// Listens on a port of 127.0.0.1; `nil` when that cannot be.
    func listen(_ listener: Listener, port: UInt16) async -> UInt16? {
        await withCheckedContinuation { post(.listen(listener, port, $0)) }
    }

    /// Ends the listener's port and what is left of its connections.
    func unlisten(_ listener: Listener) { post(.unlisten(listener)) }

    /// Looks at what is wanted of a channel.
    func attend(_ id: UInt) {
        inbox.withLock { _ = $0.attended.insert(id) }
        context.wake()
    }

    private func post(_ command: Command) {
        inbox.withLock { $0.commands.append(command) }
        context.wake()
    }

    // MARK: On the thread

    private func run() {
        blockPipeSignal()
        var resources = Resources()
        while true {
            let (commands, attended) = inbox.withLock { inbox in
                defer { inbox = Inbox() }
                return (inbox.commands, inbox.attended)
            }
            for command in commands { obey(command, &resources) }
            for id in attended { grant(id) }
            context.service()
        }
    }

    private func obey(_ command: Command, _ resources: inout Resources) {
        switch command {
        case .connect(let channel, let handshake): begin(channel, handshake, &resources)
        case .listen(let listener, let port, let answer): answer.resume(returning: open(listener, port, &resources))
        case .unlisten(let listener): close(listener)
        }
    }

    private func begin(_ channel: Channel, _ handshake: Handshake, _ resources: inout Resources) {
        if channel.wish.isDropped { return channel.end() }
        let kind = [handshake.certificateAuthorities, handshake.proxy]
        let host =
            resources.clientHosts[kind]
            ?? context.makeClientHost(
                named: "client-\(resources.clientHosts.count)", authorities: kind[0], proxy: kind[1])
        if host != 0 { resources.clientHosts[kind] = host }
        directory.withLock { $0.channels[channel.id] = (channel, handshake) }
        let address = context.connect(
            channel.id, handshake.address, host: host, keepAlive: keepAlive(channel.limits.keepAlive, &resources))
        guard let wire = Wire(address: address) else {
            forget(channel.id)
            return channel.end(channel.error(.unreachable))
        }
        // Callbacks may have ended it already.
        directory.withLock { if $0.channels[channel.id] != nil { $0.wires[channel.id] = wire } }
    }

    private func open(_ listener: Listener, _ port: UInt16, _ resources: inout Resources) -> UInt16? {
        // The library would let a second host share the port of a first.
        guard port == 0 || !directory.withLock({ $0.listeners.values.contains { $0.port.load(ordering: .relaxed) == port } }),
            let (host, bound) = context.listen(on: port, named: "server-\(nextIdentifier())")
        else { return nil }
        listener.host.store(host, ordering: .relaxed)
        listener.port.store(bound, ordering: .relaxed)
        directory.withLock { $0.listeners[host] = listener }
        return bound
    }

    private func close(_ listener: Listener) {
        let host = listener.host.exchange(0, ordering: .relaxed)
        guard host != 0 else { return }
        context.destroy(host)
        _ = directory.withLock { $0.listeners.removeValue(forKey: host) }
    }

    private func grant(_ id: UInt) {
        guard
            let (channel, wire) = directory.withLock({ all in
                all.channels[id].flatMap { entry in all.wires[id].map { (entry.channel, $0) } }
            })
        else { return }
        let wish = channel.wish
        if wish.isDropped { return wire.kill() }
        if let reading = wish.reading { wire.setReading(reading) }
        if wish.isClosing { wire.kill(after: Int(channel.limits.closeTimeout.components.seconds) + 1) }
        if wish.isClosing || wish.hasOutput { wire.awaitRoom() }
    }

    private func keepAlive(_ wanted: KeepAlive, _ resources: inout Resources) -> UInt {
        if let known = resources.keepAlives[wanted] { return known }
        let made = context.makeKeepAlive(wanted)
        resources.keepAlives[wanted] = made
        return made
    }

    // MARK: For the callbacks, on the thread

    func channel(_ id: UInt) -> Channel? { directory.withLock { $0.channels[id]?.channel } }

    func handshake(_ id: UInt) -> Handshake? { directory.withLock { $0.channels[id]?.handshake } }

    func listener(_ host: UInt) -> Listener? { directory.withLock { $0.listeners[host] } }

    func add(_ channel: Channel, _ wire: Wire) {
        directory.withLock { all in
            all.channels[channel.id] = (channel, nil)
            all.wires[channel.id] = wire
        }
    }

    func forget(_ id: UInt) {
        directory.withLock { all in
            all.channels[id] = nil
            all.wires[id] = nil
        }
    }

    /// A write to a connection that the other side has closed must be an error, not the end of the program.
    private func blockPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
