internal import FileIO
internal import Observability
internal import Synchronization

/// The free space of one file system, shared out among all who write to it, so that a reserve stays free however many write at once.
///
/// A writer takes a stride of it at a time; the file system is asked only when a share of `refreshInterval` is used up. What was given
/// out and is not written yet counts as written, so that the sum of all writers cannot pass the reserve.
final class FreeSpace: Sendable {
    private struct State {
        /// What may still be given out before the file system is asked again.
        var room: Int64 = 0
    }

    /// Bytes that a writer takes at a time, where there are as many.
    static let stride: Int64 = 256 << 10
    /// Bytes that are given out between two looks at the file system, on which others write as well.
    static let refreshInterval: Int64 = 16 << 20
    /// What a file takes up is a multiple of this.
    private static let block: Int64 = 4096

    private let path: String
    private let reserve: Int64
    private let measure: @Sendable () throws(FileError) -> Int64
    private let state = Mutex(State())
    /// Bytes that were given out and are not written yet.
    private let pending = Atomic<Int64>(0)

    /// - Parameters:
    ///   - reserve: bytes that stay free.
    ///   - measure: how many bytes are free; one system call.
    init(path: String, reserve: Int64, measure: @escaping @Sendable () throws(FileError) -> Int64) {
        self.path = path
        self.reserve = reserve
        self.measure = measure
    }

    /// Shows the free bytes as the gauge `lazaret_store_free_bytes`.
    func observe(by metrics: MetricsRegistry) {
        let help = "Free bytes of the file system that new files are written to."
        metrics.gauge("lazaret_store_free_bytes", help: help) { [measure] in (try? measure()).map(Double.init) }
    }

    /// Looks at the file system.
    ///
    /// - Throws: `ObjectStoreError`, with `full` when no more than the reserve is free.
    func check() throws(ObjectStoreError) {
        try state.withLock { state throws(ObjectStoreError) in
            try refresh(&state)
            guard state.room > 0 else { throw full }
        }
    }

    /// Takes room for so many bytes or more.
    ///
    /// - Returns: how many.
    /// - Throws: `ObjectStoreError`, with `full` when they would go into the reserve.
    func take(_ bytes: Int64) throws(ObjectStoreError) -> Int64 {
        let needed = (bytes + Self.block - 1) / Self.block * Self.block
        return try state.withLock { state throws(ObjectStoreError) in
            if state.room < max(needed, Self.stride) { try refresh(&state, atLeast: needed) }
            guard state.room >= needed else { throw full }
            let taken = min(max(needed, Self.stride), state.room)
            state.room -= taken
            pending.add(taken, ordering: .sequentiallyConsistent)
            return taken
        }
    }

    /// Says that bytes which were taken are written, or never will be. The latter are found again at the next look at the file system.
    func settle(_ bytes: Int64) { pending.subtract(bytes, ordering: .sequentiallyConsistent) }

    private func refresh(_ state: inout State, atLeast needed: Int64 = 0) throws(ObjectStoreError) {
        // In this order: what is written between the two counts twice, and never not at all.
        let pending = pending.load(ordering: .sequentiallyConsistent)
        let free = try storing(measure) - pending
        state.room = free > reserve ? min(free - reserve, max(Self.refreshInterval, needed)) : 0
    }

    private var full: ObjectStoreError {
        ObjectStoreError(
            .full, "Less than the reserve of \(reserve) bytes is free. Free space on the volume of \(path), or enlarge it.")
    }
}

/// What one writer has taken of the free space and not yet used; given back when the writer goes.
struct SpaceShare: ~Copyable {
    private let space: FreeSpace
    private var left: Int64 = 0

    init(of space: FreeSpace) { self.space = space }

    deinit { space.settle(left) }

    /// Writes so many bytes, once there is room for them.
    ///
    /// - Throws: `ObjectStoreError`, with `full` before anything is written that would go into the reserve.
    mutating func use(_ count: Int, _ write: () throws(FileError) -> Void) throws(ObjectStoreError) {
        let bytes = Int64(count)
        if left < bytes { left += try space.take(bytes - left) }
        left -= bytes
        // Also when it fails: some of the bytes may be there.
        defer { space.settle(bytes) }
        try storing(write)
    }
}

extension FreeSpace {
    /// The free space of a folder's file system.
    convenience init(of folder: Directory, reserve: Int64) {
        self.init(path: folder.path, reserve: reserve) { () throws(FileError) in try folder.freeBytes() }
    }
}
