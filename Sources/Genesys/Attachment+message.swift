import Attachments
import Foundation

extension FileFacts {
    /// What the file is, as far as it is known.
    var mime: String { detectedType ?? claimedType ?? "application/octet-stream" }
}

extension Date {
    /// RFC 3339 in UTC with milliseconds, as the platform writes it.
    var platformTime: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
