import Synchronization

/// All metrics of the process, written as Prometheus text. Making the same metric twice gives the same one.
///
/// A metric is its name and its labels, whose order does not matter. Label values must come from a closed set, for every set of them
/// lives as long as the registry. A name or label that Prometheus does not take, and the same name with another type, help or
/// buckets, is a mistake in the program and stops it with a message.
public final class MetricsRegistry: Sendable {
    /// A metric's labels.
    public typealias Labels = KeyValuePairs<String, String>

    private let families = Mutex<[String: MetricFamily]>([:])

    /// Makes a registry without metrics.
    public init() {}

    /// A number that only grows. By custom its name ends in `_total`.
    public func counter(_ name: String, help: String, labels: Labels = [:]) -> Counter {
        guard case .counter(let counter) = series(name, .counter, help, labels, orNew: { .counter(Counter()) }) else {
            preconditionFailure("\(name) with these labels is already computed by a closure")
        }
        return counter
    }

    /// A number that goes up and down.
    public func gauge(_ name: String, help: String, labels: Labels = [:]) -> Gauge {
        guard case .gauge(let gauge) = series(name, .gauge, help, labels, orNew: { .gauge(Gauge()) }) else {
            preconditionFailure("\(name) with these labels is already computed by a closure")
        }
        return gauge
    }

    /// A number that is worked out whenever the metrics are read; the latest closure for the same name and labels counts.
    ///
    /// - Parameter value: must be quick and must not block; `nil` leaves the metric out this time.
    public func gauge(_ name: String, help: String, labels: Labels = [:], value: @escaping @Sendable () -> Double?) {
        compute(name, .gauge, help: help, labels: labels, value: value)
    }

    /// How values are spread over buckets.
    ///
    /// - Parameter buckets: upper bounds, ascending, without the infinite one.
    public func histogram(
        _ name: String, help: String, labels: Labels = [:], buckets: [Double] = Histogram.durationBuckets
    ) -> Histogram {
        precondition(zip(buckets, buckets.dropFirst()).allSatisfy(<), "The buckets of \(name) must ascend")
        precondition(!labels.contains { $0.key == "le" }, "\(name) must not have a label le: it is the buckets' own")
        let kind = MetricFamily.Kind.histogram(buckets: buckets)
        guard case .histogram(let histogram) = series(name, kind, help, labels, orNew: { .histogram(Histogram(buckets: buckets)) })
        else { preconditionFailure("A family of histograms has only histograms") }
        return histogram
    }

    /// All metrics in the Prometheus text exposition format 0.0.4, families sorted by name and each by its labels.
    ///
    /// To be sent as `text/plain; version=0.0.4; charset=utf-8`.
    public func render() -> String {
        let families = families.withLock { $0.values.sorted { $0.name < $1.name } }
        // Without the lock: a computed gauge may itself use the registry.
        return families.map { $0.render() }.joined()
    }

    func compute(
        _ name: String, _ kind: MetricFamily.Kind, help: String, labels: Labels = [:], value: @escaping @Sendable () -> Double?
    ) {
        let key = MetricFamily.key(labels, of: name)
        families.withLock { families in
            Self.modify(name, kind, help, in: &families) { $0.series[key] = .computed(value) }
        }
    }

    private func series(
        _ name: String, _ kind: MetricFamily.Kind, _ help: String, _ labels: Labels, orNew make: () -> MetricFamily.Series
    ) -> MetricFamily.Series {
        let key = MetricFamily.key(labels, of: name)
        return families.withLock { families in
            Self.modify(name, kind, help, in: &families) { family in
                let series = family.series[key] ?? make()
                family.series[key] = series
                return series
            }
        }
    }

    private static func modify<Result>(
        _ name: String, _ kind: MetricFamily.Kind, _ help: String, in families: inout [String: MetricFamily],
        _ body: (inout MetricFamily) -> Result
    ) -> Result {
        var family = families[name] ?? MetricFamily(name: name, kind: kind, help: help)
        precondition(family.kind == kind, "\(name) is already a \(family.kind), and cannot be a \(kind) as well")
        precondition(family.help == help, "\(name) already has the help \(family.help.debugDescription)")
        defer { families[name] = family }
        return body(&family)
    }
}
