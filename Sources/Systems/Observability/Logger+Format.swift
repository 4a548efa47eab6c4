import Foundation

extension Logger {
    /// How a line is written.
    public enum Format: Sendable, Hashable {
        /// One JSON object a line: `time` (RFC 3339, UTC, milliseconds), `level`, `message`, then the fields.
        case json
        /// For eyes: the time of day in UTC, the level, the message, then the fields as `name=value`.
        case terminal(colour: Bool)
    }
}

extension Logger.Format {
    typealias Fields = [(name: String, value: Logger.Value)]

    private static let rfc3339 = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    private static let timeOfDay = rfc3339.time(includingFractionalSeconds: true)
    /// Where the fields begin on a terminal, wherever the message is short enough.
    private static let messageColumns = 40

    func line(at time: Date, _ level: Logger.Level, _ message: String, _ fields: Fields) -> [UInt8] {
        switch self {
        case .json: jsonLine(time, level, message, fields)
        case .terminal(let colour): terminalLine(time, level, message, fields, Palette(isOn: colour))
        }
    }

    private func jsonLine(_ time: Date, _ level: Logger.Level, _ message: String, _ fields: Fields) -> [UInt8] {
        var line = LineBuffer()
        line.append("{\"time\":\"")
        line.append(time.formatted(Self.rfc3339))
        line.append("\",\"level\":\"")
        line.append(level.rawValue)
        line.append("\",\"message\":")
        line.appendQuoted(message, limit: LineBuffer.messageLimit)
        for (name, value) in fields {
            line.appendIfItFits { line in
                line.append(",")
                // A line's own three members keep their names.
                line.appendQuoted(["time", "level", "message"].contains(name) ? name + "_" : name, limit: LineBuffer.nameLimit)
                line.append(":")
                line.appendJSON(value)
            }
        }
        return line.finish(truncationMark: ",\"truncated\":true", end: "}\n")
    }

    private func terminalLine(
        _ time: Date, _ level: Logger.Level, _ message: String, _ fields: Fields, _ palette: Palette
    ) -> [UInt8] {
        var line = LineBuffer()
        line.append(palette.faint(time.formatted(Self.timeOfDay)))
        line.append(" ")
        line.append(palette.level(level))
        line.append(" ")
        let start = line.count
        line.appendEscaped(message, limit: LineBuffer.messageLimit)
        if !fields.isEmpty { line.append(String(repeating: " ", count: max(0, Self.messageColumns - (line.count - start)))) }
        for (name, value) in fields {
            line.appendIfItFits { line in
                line.append(" ")
                line.append(palette.faintOn)
                line.appendEscaped(name, limit: LineBuffer.nameLimit)
                line.append("=")
                line.append(palette.faintOff)
                line.appendReadable(value)
            }
        }
        return line.finish(truncationMark: " …", end: "\n")
    }
}

/// The colours of a terminal, or none (ECMA-48, "select graphic rendition").
private struct Palette {
    let isOn: Bool

    var faintOn: String { isOn ? "\u{1B}[2m" : "" }
    var faintOff: String { isOn ? "\u{1B}[0m" : "" }

    func faint(_ text: String) -> String { faintOn + text + faintOff }

    func level(_ level: Logger.Level) -> String {
        let (word, colour) =
            switch level {
            case .debug: ("DEBUG  ", 90)
            case .info: ("INFO   ", 32)
            case .warning: ("WARNING", 33)
            case .error: ("ERROR  ", 31)
            }
        return isOn ? "\u{1B}[\(colour)m\(word)\u{1B}[0m" : word
    }
}
