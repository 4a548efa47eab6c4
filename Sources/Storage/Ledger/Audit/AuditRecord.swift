import Attachments
import Foundation

/// An entry as it stands in the log: numbered without gaps from 1, and linked to the one before.
public struct AuditRecord: Sendable, Hashable {
    /// Grows by one with every entry.
    public let number: Int64
    /// What was written down.
    public let entry: AuditEntry
    /// Over the hash before and this record's own content, in lower-case hexadecimal; empty where there is none.
    public let hash: String

    /// Makes a record; for ledgers and tests.
    public init(number: Int64, entry: AuditEntry, hash: String) {
        self.number = number
        self.entry = entry
        self.hash = hash
    }
}

/// One line of an export.
extension AuditRecord: Codable {
    private enum Key: String, CodingKey {
        case number, at, actor, action, attachment, detail, reason, hash
    }

    /// Writes `attachment` as `null` where there is none, so that every line has the same members; only `reason` is left out.
    public func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        try line.encode(number, forKey: .number)
        try line.encode(Self.text(entry.at), forKey: .at)
        try line.encode(entry.actor, forKey: .actor)
        try line.encode(entry.action, forKey: .action)
        try line.encode(entry.attachment?.description, forKey: .attachment)
        try line.encode(entry.detail, forKey: .detail)
        try line.encodeIfPresent(entry.reason, forKey: .reason)
        try line.encode(hash, forKey: .hash)
    }

    /// Reads a line. An identifier that is none is read as absent: the hash then does not fit.
    public init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        guard let time = Self.time(try line.decode(String.self, forKey: .at)) else {
            throw DecodingError.dataCorruptedError(forKey: .at, in: line, debugDescription: "not a time with milliseconds")
        }
        self.init(
            number: try line.decode(Int64.self, forKey: .number),
            entry: AuditEntry(
                at: time, actor: try line.decode(String.self, forKey: .actor),
                action: try line.decode(String.self, forKey: .action),
                attachment: try line.decodeIfPresent(String.self, forKey: .attachment).flatMap { .init($0) },
                detail: try line.decode(String.self, forKey: .detail),
                reason: try line.decodeIfPresent(AuditReason.self, forKey: .reason)),
            hash: try line.decode(String.self, forKey: .hash))
    }

    /// RFC 3339 in UTC. By hand below the second: a format style cuts what binary fractions come out a little below.
    private static func text(_ time: Date) -> String {
        let (seconds, milliseconds) = (time.milliseconds / 1000, time.milliseconds % 1000)
        let text = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601).dropLast()
        return "\(text).\(String(1000 + milliseconds).dropFirst())Z"
    }

    private static func time(_ text: String) -> Date? {
        guard text.hasSuffix("Z"), let dot = text.lastIndex(of: "."), let whole = try? Date(text[..<dot] + "Z", strategy: .iso8601),
            case let fraction = text[text.index(after: dot)...].dropLast(), fraction.count == 3, let milliseconds = Int64(fraction),
            milliseconds >= 0
        else { return nil }
        return Date(milliseconds: whole.milliseconds + milliseconds)
    }
}
