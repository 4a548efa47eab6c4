/// Sizes in bytes as people write them: `10MB` (decimal), `10MiB` (binary), `512`.
package enum SizeNotation {
    private static let units: [(name: String, bytes: Int64)] = [
        ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    /// `nil` unless it is a whole number, alone or with a unit; upper and lower case are the same.
    package static func parse(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let number = Int64(digits) else { return nil }
        guard let unit = units.first(where: { $0.name.lowercased() == (name.isEmpty ? "b" : name) }) else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
        return overflow ? nil : bytes
    }

    /// In the largest unit that needs no fraction, decimal ones first.
    package static func write(_ bytes: Int64) -> String {
        let unit = units.first { bytes >= $0.bytes && bytes.isMultiple(of: $0.bytes) } ?? ("B", 1)
        return "\(bytes / unit.bytes)\(unit.name)"
    }
}
