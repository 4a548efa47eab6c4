import JSON
import Notation

extension Format where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> Self {
        Format("a whole number from \(range.lowerBound) to \(range.upperBound)") { given in
            let number: Int? =
                switch given {
                case .integer(let integer): Int(exactly: integer)
                case .external(let text): Int(text)
                default: nil
                }
            return number.flatMap { range.contains($0) ? $0 : nil }
        } write: {
            .integer(Int64($0))
        }
    }
}

extension Format where Value == UInt16 {
    static var port: Self {
        let number = Format<Int>.integer(0...65535)
        return Format(expected: number.expected) { given, place in
            number.read(given, place).map(UInt16.init)
        } write: {
            .integer(Int64($0))
        }
    }
}

extension Format where Value == Bool {
    static var bool: Self {
        Format("true or false") { given in
            switch given {
            case .bool(let bool): bool
            case .external(let text): Bool(text)
            default: nil
            }
        } write: {
            .bool($0)
        }
    }
}

extension Format where Value == Int64 {
    /// Bytes.
    static func size(_ range: ClosedRange<Int64>) -> Self {
        let bounds = "from \(SizeNotation.write(range.lowerBound)) to \(SizeNotation.write(range.upperBound))"
        return Format("a size \(bounds), such as \"10MB\", \"10MiB\" or a number of bytes") { given in
            let size: Int64? =
                switch given {
                case .integer(let bytes): bytes
                default: given.text.flatMap(SizeNotation.parse)
                }
            return size.flatMap { range.contains($0) ? $0 : nil }
        } write: {
            .string(SizeNotation.write($0))
        }
    }
}

extension Format where Value == Duration {
    static func duration(_ range: ClosedRange<Duration>) -> Self {
        let bounds = "from \(DurationNotation.write(range.lowerBound)) to \(DurationNotation.write(range.upperBound))"
        return Format("a duration \(bounds), such as \"15m\", \"1h30m\" or \"500ms\"") { given in
            given.text.flatMap(DurationNotation.parse).flatMap { range.contains($0) ? $0 : nil }
        } write: {
            .string(DurationNotation.write($0))
        }
    }
}
