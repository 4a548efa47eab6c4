import HTTPServer
import Observability
import Synchronization

/// Counts and times requests by route.
final class RequestMetrics: Middleware {
    private struct Series: Hashable {
        let route: String
        /// `none` where the connection was gone before an answer.
        let status: String
    }

    private let registry: MetricsRegistry
    private let inFlight: Gauge
    private let durations: [String: Histogram]
    private let counters = Mutex<[Series: Counter]>([:])

    /// - Parameter templates: every route that there is; the labels have no other values.
    init(_ registry: MetricsRegistry, templates: Set<String>) {
        self.registry = registry
        inFlight = registry.gauge("lazaret_http_requests_in_flight", help: "Requests whose answer is not out yet.")
        let all = templates.union([RoutedRequest.unmatched, RoutedRequest.unreadable])
        durations = Dictionary(
            uniqueKeysWithValues: all.map { template in
                let histogram = registry.histogram(
                    "lazaret_http_request_duration_seconds", help: "From the request line until the answer was handed over.",
                    labels: ["route": template])
                return (template, histogram)
            })
    }

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> RequestHandling) -> RequestHandling {
        inFlight.add(1)
        return .observed(next(request), by: Ending(metrics: self, route: request.template))
    }

    /// A request that the server answered itself.
    func note(_ refused: RefusedRequest) { count(RoutedRequest.unreadable, refused.status, refused.duration) }

    private func count(_ route: String, _ status: Int?, _ duration: Duration) {
        durations[route]?.observe(duration)
        counter(Series(route: route, status: status.map(String.init) ?? "none")).increment()
    }

    private func counter(_ series: Series) -> Counter {
        counters.withLock { counters in
            if let counter = counters[series] { return counter }
            let counter = registry.counter(
                "lazaret_http_requests_total", help: "Requests that have ended.",
                labels: ["route": series.route, "status": series.status])
            counters[series] = counter
            return counter
        }
    }

    private struct Ending: ExchangeObserver {
        let metrics: RequestMetrics
        let route: String

        func ended(_ end: ExchangeEnd) {
            metrics.inFlight.add(-1)
            metrics.count(route, end.status, end.duration)
        }
    }
}
