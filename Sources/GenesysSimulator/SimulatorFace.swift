internal import HTTPSemantics
internal import HTTPServer
internal import Synchronization

/// Stands before the handler until it is there: the platform wants to know the port that the server has.
final class SimulatorFace: RequestHandler {
    let handler = HandlerCell()

    func receive(_ request: Request) -> Reception {
        handler.load()?.receive(request) ?? .answer(Response(status: 503))
    }

    final class HandlerCell: Sendable {
        private let value = Mutex<SimulatorHandler?>(nil)

        func load() -> SimulatorHandler? { value.withLock { $0 } }

        func store(_ handler: SimulatorHandler) { value.withLock { $0 = handler } }
    }
}
