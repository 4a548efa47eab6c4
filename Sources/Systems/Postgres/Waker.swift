import CPostgres
import Glibc

/// Wakes a thread that waits for the network, from any other thread; rung twice before it is heard is rung once.
@safe public final class Waker: Sendable {
    let descriptor: Int32

    /// Makes a bell.
    ///
    /// - Throws: `PostgresError` when the process has no descriptor left.
    public init() throws {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard descriptor >= 0 else { throw PostgresError(.unreachable, doing: "get a descriptor", message: "too many open files") }
    }

    deinit { close(descriptor) }

    /// Wakes who waits, or will.
    public func ring() { eventfd_write(descriptor, 1) }

    /// Makes it silent again.
    func hush() {
        var count: eventfd_t = 0
        unsafe eventfd_read(descriptor, &count)
    }
}
