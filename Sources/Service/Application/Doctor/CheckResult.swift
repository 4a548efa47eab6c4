import Foundation

/// One thing that `doctor` has looked at.
public struct CheckResult: Sendable {
    /// How it is.
    public enum Grade: String, Encodable, Sendable {
        /// Works.
        case good
        /// Works, and should be better.
        case advice
        /// Has to be corrected.
        case wrong
        /// A service does not answer.
        case down
    }

    /// How it is.
    public let grade: Grade
    /// What was looked at, in a word.
    public let subject: String
    /// What was seen.
    public let detail: String
    /// What to do; `nil` where nothing is, or the detail says it.
    public let remedy: String?

    /// Describes one.
    public init(_ grade: Grade, _ subject: String, _ detail: String, remedy: String? = nil) {
        (self.grade, self.subject, self.detail, self.remedy) = (grade, subject, detail, remedy)
    }

    /// For people.
    public var line: String {
        let mark = grade == .good || grade == .advice ? "✔" : "✘"
        let text = "\(mark) \(subject.padding(toLength: 14, withPad: " ", startingAt: 0)) \(detail)"
        return (remedy.map { "\(text)\n                 → \($0)" } ?? text)
    }

    /// For programs.
    public var json: String {
        struct Line: Encodable { let subject: String, grade: Grade, detail: String, remedy: String? }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(subject: subject, grade: grade, detail: detail, remedy: remedy)
        // Strings are all that there is to encode.
        return (try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
