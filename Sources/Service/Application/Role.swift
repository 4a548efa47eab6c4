extension Application {
    /// A part of the work that one process can do.
    public enum Role: String, CaseIterable, Sendable {
        /// Takes files in and serves links.
        case gateway
        /// Judges and delivers.
        case worker
        /// Listens to the platform's events.
        case watcher
    }
}
