import HTTPSemantics
public import HTTPServer

/// The gateway's face: finds the route, checks the key, and leaves the rest to the route.
public struct Gateway: RequestHandler {
    private let routes: [Route]
    private let keys: AccessKeys

    init(routes: [Route], keys: AccessKeys) {
        self.routes = routes
        self.keys = keys
    }

    /// Decides on a request's head.
    public func receive(_ request: Request) -> Reception {
        let path = Route.segments(of: request.path)
        let fitting = routes.lazy.compactMap { route in route.match(path).map { (route, $0) } }
        guard let (route, parameters) = fitting.first(where: { route, _ in route.methods.contains(request.method) }) else {
            let allowed = fitting.flatMap { route, _ in route.methods.map(\.rawValue) }
            return .answer(allowed.isEmpty ? .notFound(request) : .methodNotAllowed(request, allowed: Array(allowed)))
        }
        if case .keys(let roles) = route.access, let refusal = refusal(of: request, roles: roles) {
            return .answer(refusal)
        }
        return route.receive(request, parameters)
    }

    private func refusal(of request: Request, roles: Set<Role>) -> Response? {
        switch keys.admit(request, toAnyOf: roles) {
        case .admitted: nil
        case .missing: .unauthorized(request, "Send your key as 'Authorization: Bearer <key>'.")
        case .unknown: .unauthorized(request, "This key is not known. Check it, or ask the operator for one (auth.keys).")
        case .forbidden:
            .forbidden(
                request,
                "This key has none of the roles \(roles.map(\.rawValue).sorted().joined(separator: ", ")). Use another key.")
        }
    }
}
