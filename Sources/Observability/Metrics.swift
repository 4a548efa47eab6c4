/// All metrics of the process, written as Prometheus text. Making the same metric twice gives the same one.
public final class MetricsRegistry: Sendable {
    public init() {}

    public func counter(_ name: String, help: String, labels: KeyValuePairs<String, String> = [:]) -> Counter { Counter() }
    public func gauge(_ name: String, help: String, labels: KeyValuePairs<String, String> = [:]) -> Gauge { Gauge() }
    public func histogram(
        _ name: String, help: String, labels: KeyValuePairs<String, String> = [:], buckets: [Double] = []
    ) -> Histogram { Histogram() }

    /// Prometheus text exposition format 0.0.4.
    public func render() -> String { "" }
}

public final class Counter: Sendable {
    public func increment(by amount: Int = 1) {}
}

public final class Gauge: Sendable {
    public func set(_ value: Double) {}
}

public final class Histogram: Sendable {
    /// Seconds, bytes, or what the metric's name says.
    public func observe(_ value: Double) {}
}
