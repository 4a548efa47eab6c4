public import FoundationEssentials

/// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`, whole seconds (RFC 9110, section 5.6.7).
public enum HTTPDate {
    /// Writes a date in the one form that senders use; parts of a second are dropped.
    public static func format(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let (days, time) = seconds.quotientAndModulus(dividingBy: 86_400)
        let day = CivilDay(daysSince1970: days)
        let weekday = weekdays[(days + 4).quotientAndModulus(dividingBy: 7).modulus]
        let clock = [time / 3600, time / 60 % 60, time % 60].map { padded($0, to: 2) }.joined(separator: ":")
        return "\(weekday), \(padded(day.day, to: 2)) \(months[day.month - 1]) \(padded(day.year, to: 4)) \(clock) GMT"
    }

    /// Reads a date in any of the three forms that receivers must know: today's, RFC 850's, and that of C's `asctime`.
    ///
    /// The name of the weekday is not checked. `nil` for everything else, and for days and times that do not exist.
    /// - Parameter now: RFC 850 years have two digits; one that would be more than 50 years ahead of now is in the past.
    public static func parse(_ text: some StringProtocol, now: Date) -> Date? {
        let words = String(text).split { " -,".contains($0) }.map(String.init)
        guard let weekday = words.first else { return nil }
        if words.count == 6, words[5] == "GMT", text.contains(",") {
            let year = weekday.count == 3 ? number(words[3], digits: 4) : number(words[3], digits: 2).map { full($0, now: now) }
            return date(year: year, month: words[2], day: number(words[1], digits: 2), time: words[4])
        }
        guard words.count == 5, !text.contains(",") else { return nil }
        return date(year: number(words[4], digits: 4), month: words[1], day: number(words[2], digits: 1...2), time: words[3])
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func date(year: Int?, month: String, day: Int?, time: String) -> Date? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0), digits: 2) }
        // Second 60 is a leap second's.
        guard let year, let month = months.firstIndex(of: month), let day, let civil = CivilDay(year, month + 1, day),
            clock.count == 3,
            let hour = clock[0], let minute = clock[1], let second = clock[2], hour < 24, minute < 60, second <= 60
        else { return nil }
        return Date(timeIntervalSince1970: Double(((civil.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second))
    }

    private static func full(_ twoDigits: Int, now: Date) -> Int {
        let days = Int((now.timeIntervalSince1970 / 86_400).rounded(.down))
        let thisYear = CivilDay(daysSince1970: days).year
        let year = thisYear - thisYear % 100 + twoDigits
        return year > thisYear + 50 ? year - 100 : year
    }

    private static func number(_ text: String, digits: Int) -> Int? { number(text, digits: digits...digits) }

    private static func number(_ text: String, digits: ClosedRange<Int>) -> Int? {
        digits.contains(text.utf8.count) && text.utf8.allSatisfy { 48...57 ~= $0 } ? Int(text) : nil
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
