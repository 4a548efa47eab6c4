import Foundation
import Testing

@testable import Observability

struct MetricsRegistryTests {
    private let registry = MetricsRegistry()

    @Test func writesThePrometheusTextFormat() throws {
        registry.counter("lazaret_uploads_total", help: "Uploads.", labels: ["outcome": "clean"]).increment(by: 3)
        registry.counter("lazaret_uploads_total", help: "Uploads.", labels: ["outcome": "active"]).increment()
        registry.gauge("lazaret_in_hand", help: "In hand.").set(-1.5)
        let histogram = registry.histogram("lazaret_seconds", help: "Time.", labels: ["stage": "scan"], buckets: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 7] { histogram.observe(value) }
        #expect(
            registry.render() == """
                # HELP lazaret_in_hand In hand.
                # TYPE lazaret_in_hand gauge
                lazaret_in_hand -1.5
                # HELP lazaret_seconds Time.
                # TYPE lazaret_seconds histogram
                lazaret_seconds_bucket{stage="scan",le="0.1"} 2
                lazaret_seconds_bucket{stage="scan",le="1"} 3
                lazaret_seconds_bucket{stage="scan",le="+Inf"} 4
                lazaret_seconds_sum{stage="scan"} 7.65
                lazaret_seconds_count{stage="scan"} 4
                # HELP lazaret_uploads_total Uploads.
                # TYPE lazaret_uploads_total counter
                lazaret_uploads_total{outcome="active"} 1
                lazaret_uploads_total{outcome="clean"} 3

                """)
        _ = try Exposition(parsing: registry.render())
    }

    @Test func theSameNameAndLabelsGiveTheSameMetric() {
        let one = registry.counter("c_total", help: "h", labels: ["a": "1", "b": "2"])
        let two = registry.counter("c_total", help: "h", labels: ["b": "2", "a": "1"])
        let other = registry.counter("c_total", help: "h", labels: ["a": "1", "b": "3"])
        #expect(one === two)
        #expect(one !== other)
    }

    @Test(arguments: ["plain", "quote \" backslash \\", "line\nfeed", "\r\n", "\\n", "žluť 🐎", "", "}"])
    func escapesLabelsAndHelp(_ text: String) throws {
        registry.gauge("g", help: text, labels: ["label": text]).set(1)
        let family = try #require(try Exposition(parsing: registry.render()).families["g"])
        #expect(family.help == text)
        #expect(family.samples.map(\.labels) == [["label": text]])
    }

    @Test(arguments: [0, 1, -0.0, 0.1, 1e-9, 1e300, 9_007_199_254_740_992, .infinity, -.infinity])
    func writesEveryNumberSoThatItComesBack(_ number: Double) throws {
        registry.gauge("g", help: "h").set(number)
        #expect(try Exposition(parsing: registry.render()).families["g"]?.samples.first?.value == number)
    }

    @Test func computesGaugesWhenTheyAreRead() throws {
        let source = registry.gauge("source", help: "h")
        registry.gauge("computed", help: "h") { source.value }
        registry.gauge("absent", help: "h") { nil }
        source.set(5)
        let families = try Exposition(parsing: registry.render()).families
        #expect(families["computed"]?.samples.map(\.value) == [5])
        #expect(families["absent"]?.samples.isEmpty == true)
    }

    @Test func losesNothingWhenManyCountAtOnce() async throws {
        let counter = registry.counter("c_total", help: "h")
        let gauge = registry.gauge("g", help: "h")
        let histogram = registry.histogram("h_seconds", help: "h")
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.increment()
                        gauge.add(1)
                        histogram.observe(.milliseconds(250))
                    }
                }
            }
        }
        #expect(counter.value == 8000)
        #expect(gauge.value == 8000)
        let sum = try Exposition(parsing: registry.render()).families["h_seconds"]?.samples.first { $0.name == "h_seconds_sum" }
        #expect(sum?.value == 2000)
    }

    @Test func tellsAboutTheProcess() throws {
        registry.addProcessMetrics()
        let families = try Exposition(parsing: registry.render()).families
        func value(_ name: String) -> Double { families[name]?.samples.first?.value ?? -1 }
        #expect(families["process_cpu_seconds_total"]?.type == "counter")
        #expect(value("process_cpu_seconds_total") > 0)
        #expect(value("process_resident_memory_bytes") > 1_000_000)
        #expect(value("process_open_fds") >= 3)
        #expect(abs(value("process_start_time_seconds") - Date().timeIntervalSince1970) < 3600)
    }

    @Test func refusesTheSameNameWithAnotherType() async {
        await #expect(processExitsWith: .failure) {
            let registry = MetricsRegistry()
            _ = registry.counter("same", help: "h")
            _ = registry.gauge("same", help: "h")
        }
    }

    @Test func refusesTheSameNameWithAnotherHelp() async {
        await #expect(processExitsWith: .failure) {
            let registry = MetricsRegistry()
            _ = registry.counter("same", help: "h")
            _ = registry.counter("same", help: "other")
        }
    }

    @Test(arguments: ["", "1a", "a-b", "a b", "ä"])
    func refusesNamesThatPrometheusDoesNotTake(_ name: String) async {
        await #expect(processExitsWith: .failure) { [name] in _ = MetricsRegistry().counter(name, help: "h") }
        await #expect(processExitsWith: .failure) { [name] in _ = MetricsRegistry().gauge("g", help: "h", labels: [name: "v"]) }
    }
}
