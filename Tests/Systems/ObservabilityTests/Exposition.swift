/// The Prometheus text exposition format 0.0.4, read as strictly as its description allows.
struct Exposition {
    struct Sample {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Family {
        let help: String
        var type: String?
        var samples: [Sample] = []
    }

    struct Malformed: Error {
        let line: String
        let reason: String
    }

    private(set) var families: [String: Family] = [:]

    init(parsing text: String) throws {
        guard text.isEmpty || text.unicodeScalars.last == "\n" else {
            throw Malformed(line: "", reason: "the last line has no line feed")
        }
        var current: String?
        for line in text.unicodeScalars.split(separator: "\n").map(String.init) {
            if line.hasPrefix("# HELP ") {
                current = try readHelp(line)
            } else if line.hasPrefix("# TYPE ") {
                try readType(line, of: current)
            } else {
                try readSample(line, of: current)
            }
        }
        for (name, family) in families where family.type == "histogram" { try checkHistogram(name, family) }
    }

    private mutating func readHelp(_ line: String) throws -> String {
        var reader = Reader(line, after: "# HELP ")
        let name = try reader.name()
        try reader.expect(" ")
        guard families[name] == nil else { throw Malformed(line: line, reason: "a second HELP") }
        families[name] = Family(help: try reader.unescaped(until: nil, known: "\\n"))
        return name
    }

    private mutating func readType(_ line: String, of current: String?) throws {
        var reader = Reader(line, after: "# TYPE ")
        let name = try reader.name()
        try reader.expect(" ")
        let type = reader.rest()
        guard name == current, families[name]?.type == nil, families[name]?.samples.isEmpty == true else {
            throw Malformed(line: line, reason: "TYPE does not follow HELP, or comes twice")
        }
        guard ["counter", "gauge", "histogram"].contains(type) else { throw Malformed(line: line, reason: "unknown type") }
        families[name]?.type = type
    }

    private mutating func readSample(_ line: String, of current: String?) throws {
        var reader = Reader(line, after: "")
        let name = try reader.name()
        let labels = try reader.labels()
        try reader.expect(" ")
        let text = reader.rest()
        guard let value = ["+Inf": .infinity, "-Inf": -.infinity, "NaN": .nan][text] ?? Double(text) else {
            throw Malformed(line: line, reason: "not a number")
        }
        guard let family = current, let type = families[family]?.type else {
            throw Malformed(line: line, reason: "no TYPE before it")
        }
        let names = type == "histogram" ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
        guard names.contains(name) else { throw Malformed(line: line, reason: "outside its family") }
        guard families[family]?.samples.contains(where: { $0.name == name && $0.labels == labels }) == false else {
            throw Malformed(line: line, reason: "the same sample twice")
        }
        families[family]?.samples.append(Sample(name: name, labels: labels, value: value))
    }

    private func checkHistogram(_ name: String, _ family: Family) throws {
        let series = Dictionary(grouping: family.samples) { $0.labels.filter { $0.key != "le" } }
        for (labels, samples) in series {
            let buckets = samples.filter { $0.name == name + "_bucket" }
            let bounds = buckets.map { $0.labels["le"].flatMap { $0 == "+Inf" ? .infinity : Double($0) } ?? .nan }
            let counts = buckets.map(\.value)
            guard zip(bounds, bounds.dropFirst()).allSatisfy(<), zip(counts, counts.dropFirst()).allSatisfy(<=),
                bounds.last == .infinity, samples.count == buckets.count + 2,
                samples.last?.name == name + "_count", samples.last?.value == counts.last
            else { throw Malformed(line: "\(name) \(labels)", reason: "buckets do not ascend to +Inf, or the count is another") }
        }
    }
}

/// Goes through one line.
private struct Reader {
    private let line: String
    private var left: Substring.UnicodeScalarView

    init(_ line: String, after prefix: String) {
        self.line = line
        left = line.dropFirst(prefix.count).unicodeScalars
    }

    mutating func rest() -> String {
        defer { left = Substring().unicodeScalars }
        return String(left)
    }

    mutating func expect(_ scalar: Unicode.Scalar) throws {
        guard left.popFirst() == scalar else { throw Exposition.Malformed(line: line, reason: "expected \(scalar)") }
    }

    mutating func name() throws -> String {
        let name = left.prefix {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == ":")
        }
        guard let first = name.first, first.properties.numericType == nil else {
            throw Exposition.Malformed(line: line, reason: "expected a name")
        }
        left = left.dropFirst(name.count)
        return String(name)
    }

    mutating func labels() throws -> [String: String] {
        guard left.first == "{" else { return [:] }
        var labels: [String: String] = [:]
        repeat {
            left.removeFirst()
            let name = try name()
            try expect("=")
            try expect("\"")
            guard labels.updateValue(try unescaped(until: "\"", known: "\\n\""), forKey: name) == nil else {
                throw Exposition.Malformed(line: line, reason: "a label twice")
            }
        } while left.first == ","
        try expect("}")
        return labels
    }

    mutating func unescaped(until end: Unicode.Scalar?, known: String) throws -> String {
        var text = String.UnicodeScalarView()
        while let scalar = left.popFirst() {
            if scalar == end { return String(text) }
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            guard let escaped = left.popFirst(), known.unicodeScalars.contains(escaped) else {
                throw Exposition.Malformed(line: line, reason: "unknown escape")
            }
            text.append(escaped == "n" ? "\n" : escaped)
        }
        guard end == nil else { throw Exposition.Malformed(line: line, reason: "no closing quote") }
        return String(text)
    }
}
