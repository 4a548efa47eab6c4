import HTTPSemantics
import HTTPServer
import Observability

/// One line of the log for each request, when its answer is out. No paths, queries, tokens or names of files.
///
/// Monitoring asks every few seconds: what it is answered is told at `debug`, as long as it is no refusal.
struct RequestLog: Middleware {
    let log: Logger

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> RequestHandling) -> RequestHandling {
        let handling = next(request)
        guard log.writes(.info) else { return handling }
        return .observed(handling, by: Entry(log: log, request: request))
    }

    /// A request that the server answered itself.
    func note(_ refused: RefusedRequest) {
        log.info(
            "Request refused: its head could not be read, or came too slowly.",
            [
                "route": .string(RoutedRequest.unreadable), "status": .integer(refused.status),
                "bytes": .integer(refused.bodyBytes), "duration_seconds": .seconds(refused.duration),
                "request": .string(refused.id),
            ])
    }

    private struct Entry: ExchangeObserver {
        let log: Logger
        let request: RoutedRequest

        func ended(_ end: ExchangeEnd) {
            guard let status = end.status else { return log.info("Request ended without an answer.", fields(end, 0)) }
            let isRefusal = 400..<500 ~= status
            if request.route?.access.isForMonitoring == true, !isRefusal {
                log.debug("Request answered.", fields(end, status))
            } else {
                log.info(end.isComplete ? "Request answered." : "Request answered in part.", fields(end, status))
            }
        }

        private func fields(_ end: ExchangeEnd, _ status: Int) -> Logger.Fields {
            [
                "method": .string(request.request.method.known), "route": .string(request.template),
                "status": .integer(status), "bytes": .integer(end.bodyBytes), "duration_seconds": .seconds(end.duration),
                "request": .string(request.request.id), "principal": .string(request.trace.principal.logName),
            ]
        }
    }
}

extension HTTPMethod {
    /// Any token can be a method; long ones are nobody's.
    fileprivate var known: String { rawValue.utf8.count <= 16 ? rawValue : "other" }
}
