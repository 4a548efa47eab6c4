public import Foundation
import Synchronization

/// Writes structured log lines: JSON in a pipe, readable on a terminal. Never give it anything of a customer's.
///
/// A line is at most 4,096 bytes, which the kernel takes in one piece even from several processes that share a pipe. Texts that are
/// too long end in `…`; fields that do not fit are left out and the line says `"truncated":true`. Control characters are always
/// escaped, so that no text can forge a line or command a terminal.
public struct Logger: Sendable {
    /// A line's own values. They follow `time`, `level` and `message`; of two with one name the later counts.
    public typealias Fields = KeyValuePairs<String, Value>

    /// What a destination is given: the bytes of one whole line with its line feed.
    public typealias Destination = @Sendable ([UInt8]) -> Void

    private let level: Level
    private let format: Format
    private let now: @Sendable () -> Date
    private let destination: Destination?
    private var bound: [(name: String, value: Value)] = []

    /// Makes a logger that writes nothing.
    public init() {
        self.init(level: .error, format: .json, destination: nil, now: { .now })
    }

    /// Makes a logger that hands its lines to a destination.
    ///
    /// - Parameters:
    ///   - level: lines below it are not written.
    ///   - destination: called on the thread that logs, by many threads at once.
    ///   - now: the time of a line.
    public init(level: Level, format: Format, now: @escaping @Sendable () -> Date = { .now }, to destination: @escaping Destination)
    {
        self.init(level: level, format: format, destination: destination, now: now)
    }

    private init(level: Level, format: Format, destination: Destination?, now: @escaping @Sendable () -> Date) {
        self.level = level
        self.format = format
        self.destination = destination
        self.now = now
    }

    /// The program's logger: readable lines on a terminal, in colour unless `NO_COLOR` is set, and JSON everywhere else.
    ///
    /// Blocks the caller while the reader of a full pipe does not read.
    public static func standardError(
        level: Level, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Logger {
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let format: Format = isatty(STDERR_FILENO) == 1 ? .terminal(colour: !isPlain) : .json
        let standardError = Mutex(FileHandle.standardError)
        return Logger(level: level, format: format) { line in
            // A log that cannot be written has nobody left to tell; the work goes on.
            standardError.withLock { try? $0.write(contentsOf: line) }
        }
    }

    /// A logger that adds these fields to each of its lines; they replace bound ones of the same name.
    public func with(_ fields: Fields) -> Logger {
        var logger = self
        logger.bound = Self.merge(bound, fields)
        return logger
    }

    /// Whether a line of this level would be written: for fields that are dear to compute.
    public func writes(_ level: Level) -> Bool {
        destination != nil && level >= self.level
    }

    /// Writes one line.
    public func log(_ level: Level, _ message: String, _ fields: Fields = [:]) {
        guard let destination, level >= self.level else { return }
        let all = fields.isEmpty ? bound : Self.merge(bound, fields)
        destination(format.line(at: now(), level, message, all))
    }

    /// Writes what helps only a developer.
    public func debug(_ message: String, _ fields: Fields = [:]) { log(.debug, message, fields) }
    /// Writes what happened in the normal course.
    public func info(_ message: String, _ fields: Fields = [:]) { log(.info, message, fields) }
    /// Writes what went wrong and is taken care of.
    public func warning(_ message: String, _ fields: Fields = [:]) { log(.warning, message, fields) }
    /// Writes what somebody has to look at.
    public func error(_ message: String, _ fields: Fields = [:]) { log(.error, message, fields) }

    private static func merge(_ old: [(name: String, value: Value)], _ new: Fields) -> [(name: String, value: Value)] {
        var all = old
        for (name, value) in new {
            if let index = all.firstIndex(where: { $0.name == name }) {
                all[index].value = value
            } else {
                all.append((name, value))
            }
        }
        return all
    }
}
