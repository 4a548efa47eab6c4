import HTTPSemantics
import HTTPServer
import Synchronization

/// Stands at the door until the gateway behind it is built: a server has to bind before links can be made, and the gateway makes links.
final class Entrance: RequestHandler {
    private let gateway = Mutex<(any RequestHandler)?>(nil)

    /// Lets requests through to the gateway.
    func open(_ gateway: any RequestHandler) { self.gateway.withLock { $0 = gateway } }

    func receive(_ request: Request) -> Reception {
        guard let gateway = gateway.withLock({ $0 }) else {
            return .answer(Response(status: 503, fields: ["Retry-After": "1"]))
        }
        return gateway.receive(request)
    }

    func refused(_ request: RefusedRequest) { gateway.withLock { $0 }?.refused(request) }
}
