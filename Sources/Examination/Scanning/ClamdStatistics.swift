/// What clamd's answer to `STATS` says about its room for work.
struct ClamdStatistics: Sendable, Hashable {
    /// `MaxThreads`: scans that it runs at once.
    let maximumThreads: Int
    /// Commands that wait for a thread.
    let queued: Int

    /// `nil` when this is not an answer to `STATS`.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("END"),
            let threads = text.firstMatch(of: /THREADS: live \d+ +idle \d+ max (\d{1,6})/), let maximum = Int(threads.1),
            maximum > 0,
            let queue = text.firstMatch(of: /QUEUE: (\d{1,9}) items/), let queued = Int(queue.1)
        else { return nil }
        maximumThreads = maximum
        self.queued = queued
    }
}
