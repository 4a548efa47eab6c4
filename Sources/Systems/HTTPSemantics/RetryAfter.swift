public import FoundationEssentials

/// When a request may be tried again (RFC 9110, section 10.2.3).
public enum RetryAfter: Sendable, Hashable {
    /// After a whole number of seconds.
    case delay(Duration)
    /// At a point in time.
    case date(Date)

    /// Parses a field's value; `nil` when it is neither seconds nor a date.
    /// - Parameter now: what a date with a two-digit year is measured against.
    public init?(_ value: String, now: Date) {
        let text = value.drop { $0 == " " || $0 == "\t" }
        if !text.isEmpty, text.utf8.allSatisfy({ 48...57 ~= $0 }) {
            self = .delay(.seconds(min(Int64(text) ?? .max, Self.longest)))
        } else if let date = HTTPDate.parse(text, now: now) {
            self = .date(date)
        } else {
            return nil
        }
    }

    /// How long to wait from now; never negative, and at most ten years however large the number.
    public func delay(from now: Date) -> Duration {
        switch self {
        case .delay(let delay): delay
        case .date(let date): .seconds(min(max(0, date.timeIntervalSince(now)), Double(Self.longest)))
        }
    }

    private static let longest: Int64 = 315_360_000
}
