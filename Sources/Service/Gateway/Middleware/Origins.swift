import HTTPSemantics
import HTTPServer
import Observability

/// Answers browsers that ask before they call, and lets listed origins read the answers of the routes that are for browsers.
struct Origins: Middleware {
    let crossOrigin: CrossOrigin
    let log: Logger

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> RequestHandling) -> RequestHandling {
        let forBrowsers = request.fitting.filter(\.isForBrowsers)
        guard !forBrowsers.isEmpty else { return next(request) }
        if let preflight = crossOrigin.preflight(request.request, methods: forBrowsers.flatMap(\.methods)) {
            // No `answer`, which would end the connection that the browser is about to use.
            return .respond { preflight }
        }
        if let origin = crossOrigin.refusedOrigin(of: request.request) {
            log.info(
                "A page of an origin that is not listed was refused; if the page is yours, add the origin to server.allowedOrigins.",
                ["origin": .string(origin), "route": .string(request.template), "request": .string(request.request.id)])
        }
        return crossOrigin.share(next(request), with: request.request)
    }
}
