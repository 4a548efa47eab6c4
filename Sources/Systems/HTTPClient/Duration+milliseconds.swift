extension Duration {
    /// Milliseconds as libcurl takes them: at least one, for zero means "no limit", and at most some 24 days.
    var milliseconds: Int { Int(min(max(self / .milliseconds(1), 1), Double(Int32.max))) }
}
