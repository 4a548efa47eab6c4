import FileIO
import Sockets

/// Asks one clamd, each question on a connection of its own, so that nothing of one scan can leak into another. Blocks its thread.
struct ClamdClient: Sendable {
    /// A server on this machine or in its network either accepts at once or is not there.
    private static let connectTimeLimit: Duration = .seconds(5)

    let endpoint: ClamdEndpoint

    /// Has a file scanned: by descriptor where the socket can carry one, else with all its bytes.
    func scan(
        _ file: OpenFile, within limit: Duration, interruption: Interruption
    ) throws(SocketError) -> (command: ClamdCommand, ending: ClamdExchange.Ending) {
        let command: ClamdCommand = endpoint.takesDescriptors ? .scanDescriptor : .scanStream(size: file.size)
        return (command, try ask(command, about: file, within: limit, interruption: interruption))
    }

    /// Asks one question.
    ///
    /// - Throws: when no connection comes about, and when the file cannot be read. What goes wrong later is an ending.
    func ask(
        _ command: ClamdCommand, about file: OpenFile? = nil, within limit: Duration, interruption: Interruption = Interruption()
    ) throws(SocketError) -> ClamdExchange.Ending {
        guard !interruption.isInterrupted else { return .closedWithoutAnswer }
        let start = ContinuousClock.now
        let socket = try StreamSocket.connect(to: endpoint.address, deadline: start + min(limit, Self.connectTimeLimit))
        interruption.attach(socket)
        defer { interruption.detach() }
        var exchange = ClamdExchange(command)
        var action = exchange.next(after: .connected)
        while true {
            if case .finish(let ending) = action { return ending }
            action = exchange.next(after: try perform(action, about: file, on: socket, deadline: start + limit))
        }
    }

    private func perform(
        _ action: ClamdExchange.Action, about file: OpenFile?, on socket: StreamSocket, deadline: ContinuousClock.Instant
    ) throws(SocketError) -> ClamdExchange.Event {
        do throws(SocketError) {
            switch action {
            case .send(let bytes, file: let range?):
                guard let file else { return .writeFailed }
                guard try socket.send(bytes.span, yieldsToInput: true, deadline: deadline) else { return .answeredEarly }
                let isSent = try socket.send(file: file.descriptor, range: range, yieldsToInput: true, deadline: deadline)
                return isSent ? .sent : .answeredEarly
            case .send(let bytes, file: nil):
                try socket.send(bytes.span, deadline: deadline)
                return .sent
            case .sendDescriptor(let bytes):
                guard let file else { return .writeFailed }
                try socket.send(bytes.span, passing: file.descriptor, deadline: deadline)
                return .sent
            case .receive, .finish:
                return receive(from: socket, deadline: deadline)
            }
        } catch {
            switch error.code {
            case .timedOut: return .deadlinePassed
            case .fileUnreadable: throw error
            default: return .writeFailed
            }
        }
    }

    private func receive(from socket: StreamSocket, deadline: ContinuousClock.Instant) -> ClamdExchange.Event {
        var buffer = [UInt8](repeating: 0, count: 4096)
        do {
            var span = buffer.mutableSpan
            let count = try socket.receive(into: &span, deadline: deadline)
            return count == 0 ? .closed : .received(Array(buffer[..<count]))
        } catch {
            return error.code == .timedOut ? .deadlinePassed : .closed
        }
    }
}
