import HTTPSemantics
import HTTPServer
public import Ledger
public import ObjectStore
public import Observability
public import Scanning

/// `/healthz`, `/readyz` and `/metrics`: for load balancers and for those who are woken at night.
public struct ProbeRoutes: Sendable {
    private let ledger: any Ledger
    private let store: any ObjectStore
    private let scanner: any Scanner
    let metrics: MetricsRegistry

    /// Composes the probes.
    public init(
        ledger: any Ledger, store: any ObjectStore, scanner: any Scanner, metrics: MetricsRegistry
    ) {
        self.ledger = ledger
        self.store = store
        self.scanner = scanner
        self.metrics = metrics
    }

    var routes: [Route] {
        [
            Route(.get, .head, at: "/healthz", for: .probe, handle: health),
            Route(.get, .head, at: "/readyz", for: .probe, handle: readiness),
            Route(.get, .head, at: "/metrics", for: .keys([.metrics]), handle: exposition),
        ]
    }

    /// The process answers: nothing else is asked.
    private func health(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        .respond { await .orUnavailable(request) { try .json(["status": "alive"]) } }
    }

    /// Whether files can be released: the scanner works and knows viruses, ledger and store can be written.
    private func readiness(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        .respond {
            let checks = await [checkScanner(), checkLedger(), checkStore()]
            let isReady = checks.allSatisfy(\.isReady)
            return await .orUnavailable(request) {
                var response = try Response.json(Readiness(ready: isReady, checks: checks), status: isReady ? 200 : 503)
                if !isReady { response.fields["Retry-After"] = "5" }
                return response
            }
        }
    }

    private func exposition(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        .respond {
            Response(
                status: 200, fields: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
                body: .bytes(Array(metrics.render().utf8)))
        }
    }

    private func checkScanner() async -> Readiness.Check {
        let status = await scanner.status()
        return .init(
            name: "scanner", isReady: status.isReady,
            detail: status.problem ?? [status.engine, status.advice].compactMap(\.self).joined(separator: ". "))
    }

    private func checkLedger() async -> Readiness.Check {
        do {
            try await ledger.check()
            return .init(name: "ledger", isReady: true, detail: "writable")
        } catch {
            return .init(name: "ledger", isReady: false, detail: "\(error)")
        }
    }

    private func checkStore() async -> Readiness.Check {
        do {
            try await store.check()
            return .init(name: "store", isReady: true, detail: "writable")
        } catch {
            return .init(name: "store", isReady: false, detail: "\(error)")
        }
    }
}

/// The body of `/readyz`.
struct Readiness: Encodable {
    /// One thing that has to work.
    struct Check: Encodable {
        let name: String
        let isReady: Bool
        let detail: String

        enum CodingKeys: String, CodingKey {
            case name
            case isReady = "ready"
            case detail
        }
    }

    let ready: Bool
    let checks: [Check]
}
