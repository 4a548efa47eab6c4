/// A text that must not be seen: whatever prints it, prints `<redacted>`.
public struct Secret: Sendable, Hashable {
    private let text: String

    /// Hides a text.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the one place that needs it.
    public func reveal() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What stands in its place.
    public static let mark = "<redacted>"

    /// `<redacted>`.
    public var description: String { Self.mark }
    /// `<redacted>`.
    public var debugDescription: String { Self.mark }
    /// Shows nothing to `dump` either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
