/// All metrics of one name.
struct MetricFamily: Sendable {
    enum Kind: Sendable, Hashable {
        case counter
        case gauge
        case histogram(buckets: [Double])

        var word: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    enum Series: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)
        case computed(@Sendable () -> Double?)
    }

    let name: String
    let kind: Kind
    let help: String
    /// By the labels as they are written, without braces.
    var series: [String: Series] = [:]

    init(name: String, kind: Kind, help: String) {
        precondition(Self.isName(name, colons: true), "\(name.debugDescription) is not a metric name: use [a-zA-Z_:][a-zA-Z0-9_:]*")
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// The labels as they are written, sorted by name: what tells one series of a family from another.
    static func key(_ labels: MetricsRegistry.Labels, of metric: String) -> String {
        for (name, _) in labels {
            precondition(
                isName(name, colons: false) && !name.hasPrefix("__"),
                "\(name.debugDescription) is not a label name, in \(metric): use [a-zA-Z_][a-zA-Z0-9_]*")
        }
        precondition(Set(labels.map(\.key)).count == labels.count, "A label appears twice in \(metric)")
        return labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escape($0.value, quotes: true))\"" }.joined(separator: ",")
    }

    func render() -> String {
        var text = "# HELP \(name) \(Self.escape(help, quotes: false))\n# TYPE \(name) \(kind.word)\n"
        for (labels, series) in series.sorted(by: { $0.key < $1.key }) {
            switch series {
            case .counter(let counter): text += sample("", labels, String(counter.value))
            case .gauge(let gauge): text += sample("", labels, Self.number(gauge.value))
            case .computed(let value): text += value().map { sample("", labels, Self.number($0)) } ?? ""
            case .histogram(let histogram): text += render(histogram.snapshot(), labels)
            }
        }
        return text
    }

    private func render(_ snapshot: Histogram.Snapshot, _ labels: String) -> String {
        var text = ""
        var total = 0
        for (bound, count) in zip(snapshot.bounds + [.infinity], snapshot.counts) {
            total += count
            let le = "le=\"\(Self.number(bound))\""
            text += sample("_bucket", labels.isEmpty ? le : "\(labels),\(le)", String(total))
        }
        return text + sample("_sum", labels, Self.number(snapshot.sum)) + sample("_count", labels, String(total))
    }

    private func sample(_ suffix: String, _ labels: String, _ value: String) -> String {
        labels.isEmpty ? "\(name)\(suffix) \(value)\n" : "\(name)\(suffix){\(labels)} \(value)\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? String(value)
    }

    private static func isName(_ text: String, colons: Bool) -> Bool {
        func isAllowed(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: ":"): colons
            default: false
            }
        }
        return text.utf8.allSatisfy(isAllowed) && text.first.map { !$0.isNumber } ?? false
    }

    private static func escape(_ text: String, quotes: Bool) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\".unicodeScalars
            case "\n": escaped += "\\n".unicodeScalars
            case "\"" where quotes: escaped += "\\\"".unicodeScalars
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
