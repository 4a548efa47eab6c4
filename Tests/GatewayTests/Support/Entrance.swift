import HTTPServer
import Synchronization

/// Stands before the gateway until the port is known that its links begin with.
final class Entrance: RequestHandler {
    private let behind = Mutex<(any RequestHandler)?>(nil)

    var handler: (any RequestHandler)? {
        get { behind.withLock { $0 } }
        set { behind.withLock { $0 = newValue } }
    }

    func receive(_ request: Request) -> Reception { handler?.receive(request) ?? .answer(Response(status: 500)) }

    func refused(_ request: RefusedRequest) { handler?.refused(request) }
}
