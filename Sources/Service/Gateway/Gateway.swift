import Attachments
import HTTPSemantics
public import HTTPServer
import Observability

/// The gateway's face: finds the route, and sends the request through the chain of middleware to it.
public struct Gateway: RequestHandler {
    private let routes: [Route]
    private let requestLog: RequestLog
    private let metrics: RequestMetrics
    private let chain: [any Middleware]

    init(
        routes: [Route], accessControl: AccessControl, words: CustomerWords = CustomerWords(), metrics registry: MetricsRegistry,
        log: Logger
    ) {
        self.routes = routes
        requestLog = RequestLog(log: log)
        metrics = RequestMetrics(registry, templates: Set(routes.map(\.template)))
        chain = [
            requestLog, metrics, Origins(crossOrigin: accessControl.crossOrigin, log: log), CustomerLanguage(words: words),
            Access(accessControl: accessControl),
        ]
    }

    /// Decides on a request's head.
    public func handle(_ request: Request) -> RequestHandling {
        chain.handle(find(request)) { routed in
            guard let route = routed.route else { return .answer(Self.refusal(of: routed)) }
            return route.handle(routed.request, routed.parameters, routed.trace.principal)
        }
    }

    /// Tells of a request that the server answered itself.
    public func refused(_ request: RefusedRequest) {
        requestLog.note(request)
        metrics.note(request)
    }

    private func find(_ request: Request) -> RoutedRequest {
        let path = Route.segments(of: request.path)
        let fitting = closest(routes.compactMap { route in route.match(path).map { (route: route, parameters: $0) } })
        let chosen = fitting.first { $0.route.methods.contains(request.method) }
        return RoutedRequest(
            request: request, fitting: fitting.map(\.route), route: chosen?.route, parameters: chosen?.parameters ?? [:])
    }

    /// A path that is a name of ours is not also another route's parameter: `/cards/check` is no card called "check".
    private func closest(
        _ fitting: [(route: Route, parameters: Route.Parameters)]
    ) -> [(route: Route, parameters: Route.Parameters)] {
        let fewest = fitting.map(\.parameters.count).min()
        return fitting.filter { $0.parameters.count == fewest }
    }

    private static func refusal(of routed: RoutedRequest) -> Response {
        let allowed = routed.fitting.flatMap { $0.methods.map(\.rawValue) }
        return allowed.isEmpty ? .notFound(routed.request) : .methodNotAllowed(routed.request, allowed: allowed)
    }
}
