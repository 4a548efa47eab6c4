extension Logger {
    /// How much a line matters.
    public enum Level: String, Sendable, Comparable, CaseIterable {
        case debug
        case info
        case warning
        case error

        /// Orders by how much a line matters.
        public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .debug: 0
            case .info: 1
            case .warning: 2
            case .error: 3
            }
        }
    }
}
