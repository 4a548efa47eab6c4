import Foundation

/// clamd's answer to `VERSION`: `ClamAV 1.4.6/27510/Tue Jan  7 09:32:16 2025`, or only `ClamAV 1.4.6` when the signatures have no version.
struct ClamdVersion: Sendable, Hashable {
    /// `ClamAV 1.4.6/27510`, or without the second part.
    let engine: String
    /// When the signatures were built; `nil` when clamd does not say. clamd writes the time of its own zone and not which; it is taken for
    /// UTC, so that the age may be wrong by a few hours of days.
    let signaturesBuiltAt: Date?

    /// Whether the name says which signatures; it does not where they are a file of somebody's own.
    var namesSignatures: Bool { engine.contains("/") }

    /// `nil` when this is not an answer to `VERSION`.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self),
            let match = text.wholeMatch(of: /(ClamAV [0-9][\w.+\-]{0,40}(?:\/[0-9]{1,10})?)(?:\/(.{1,40}))?/)
        else { return nil }
        engine = String(match.1)
        signaturesBuiltAt = match.2.flatMap { Self.date(ctime: $0) }
    }

    /// The format of ctime(3), `Tue Jan  7 09:32:16 2025`, whatever the locale.
    private static func date(ctime text: Substring) -> Date? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard let match = text.wholeMatch(of: /\w{3} (\w{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})/),
            let month = months.firstIndex(of: String(match.1)), let utc = TimeZone(secondsFromGMT: 0)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = utc
        return calendar.date(
            from: DateComponents(
                year: Int(match.6), month: month + 1, day: Int(match.2), hour: Int(match.3), minute: Int(match.4),
                second: Int(match.5)))
    }
}
