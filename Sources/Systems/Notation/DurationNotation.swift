/// Durations as people write them: `7d`, `1h30m`, `500ms`.
package enum DurationNotation {
    /// Largest first, the order in which they are written.
    private static let units: [(name: String, length: Duration)] = [
        ("d", .seconds(86_400)), ("h", .seconds(3600)), ("m", .seconds(60)), ("s", .seconds(1)), ("ms", .milliseconds(1)),
    ]

    /// `nil` unless it is whole numbers with units, each unit at most once and the larger first.
    package static func parse(_ text: String) -> Duration? {
        var left = text[...]
        var allowed = units[...]
        var total = Duration.zero
        repeat {
            let digits = left.prefix { $0.isASCII && $0.isNumber }
            left = left.dropFirst(digits.count)
            let name = left.prefix { $0.isLetter }
            left = left.dropFirst(name.count)
            // Nine digits of days are within what a duration holds.
            guard digits.count <= 9, let number = Int(digits), let index = allowed.firstIndex(where: { $0.name == name }) else {
                return nil
            }
            total += allowed[index].length * number
            allowed = allowed[(index + 1)...]
        } while !left.isEmpty
        return total
    }

    /// The shortest text that reads as the same duration, to the millisecond.
    package static func write(_ duration: Duration) -> String {
        var left = duration
        var text = ""
        for (name, length) in units where left >= length {
            let number = Int(left / length)
            text += "\(number)\(name)"
            left -= length * number
        }
        return text.isEmpty ? "0s" : text
    }
}
