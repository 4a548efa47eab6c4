import Attachments
import Foundation

extension FileFacts {
    /// What the file is, as far as it is known.
    var mime: String { detectedType ?? claimedType ?? "application/octet-stream" }
}

extension Date {
    /// RFC 3339 in UTC with milliseconds, as the platform writes it. The formatter cuts off what it does not show; half a millisecond
    /// more makes that rounding, so that 0.123 does not become 0.122.
    var platformTime: String { addingTimeInterval(0.0005).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
