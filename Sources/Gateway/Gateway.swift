import HTTPSemantics
public import HTTPServer

/// The gateway's face: finds the route, asks the doorkeeper, and leaves the rest to the route.
public struct Gateway: RequestHandler {
    private let routes: [Route]
    private let door: Doorkeeper

    init(routes: [Route], door: Doorkeeper) {
        self.routes = routes
        self.door = door
    }

    /// Decides on a request's head.
    public func receive(_ request: Request) -> Reception {
        let path = Route.segments(of: request.path)
        let fitting = closest(routes.compactMap { route in route.match(path).map { (route: route, parameters: $0) } })
        let forBrowsers = fitting.map(\.route).filter(\.isForBrowsers)
        guard !forBrowsers.isEmpty else { return answer(request, fitting) }
        if let preflight = door.crossOrigin.preflight(request, methods: forBrowsers.flatMap(\.methods)) {
            // No `answer`, which would end the connection that the browser is about to use.
            return .respond { preflight }
        }
        return door.crossOrigin.share(answer(request, fitting), with: request)
    }

    /// A path that is a name of ours is not also another route's parameter: `/cards/check` is no card called "check".
    private func closest(
        _ fitting: [(route: Route, parameters: Route.Parameters)]
    ) -> [(route: Route, parameters: Route.Parameters)] {
        let fewest = fitting.map(\.parameters.count).min()
        return fitting.filter { $0.parameters.count == fewest }
    }

    private func answer(_ request: Request, _ fitting: [(route: Route, parameters: Route.Parameters)]) -> Reception {
        let chosen = fitting.first { $0.route.methods.contains(request.method) }
        switch door.admit(request, to: chosen?.route.access ?? .open) {
        case .failure(let refusal): return .answer(refusal.response)
        case .success(let caller):
            guard let (route, parameters) = chosen else {
                let allowed = fitting.flatMap { $0.route.methods.map(\.rawValue) }
                return .answer(allowed.isEmpty ? .notFound(request) : .methodNotAllowed(request, allowed: allowed))
            }
            let reception = route.receive(request, parameters, caller)
            guard case .signer(let unverified) = caller else { return reception }
            return unverified.admit(reception, of: request)
        }
    }
}
