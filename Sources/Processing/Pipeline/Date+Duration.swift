import struct Foundation.Date

extension Date {
    /// The moment so much later.
    static func + (date: Date, duration: Duration) -> Date { date.addingTimeInterval(duration / .seconds(1)) }

    /// The moment so much earlier.
    static func - (date: Date, duration: Duration) -> Date { date.addingTimeInterval(-(duration / .seconds(1))) }
}
