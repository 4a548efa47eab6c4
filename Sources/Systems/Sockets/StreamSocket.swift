import CSockets
import Glibc

/// A connected stream socket. Its calls block the thread until their deadline: run them on a `ThreadPool`, never on Swift's own.
///
/// One thread talks at a time; `interrupt` alone may come from any thread. The descriptor is closed when the last reference goes.
public final class StreamSocket: Sendable {
    let descriptor: CInt

    /// Takes over an open, non-blocking descriptor.
    init(owning descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Sends all bytes.
    ///
    /// - Parameter yieldsToInput: stop as soon as the other side has said something: it may have given up on us, and what it said is
    ///   lost on some networks when we go on writing.
    /// - Returns: whether all was sent; `false` only with `yieldsToInput`.
    /// - Throws: `timedOut` and `closed`; some bytes may have gone.
    @discardableResult
    public func send(
        _ bytes: Span<UInt8>, yieldsToInput: Bool = false, deadline: ContinuousClock.Instant
    ) throws(SocketError) -> Bool {
        try unsafe send(bytes, yieldsToInput, deadline) { descriptor, start, count in
            unsafe csockets_send(descriptor, start, count)
        }
    }

    /// Sends all bytes, with a copy of an open descriptor on the first of them. Unix sockets only.
    ///
    /// - Throws: as `send(_:)`.
    public func send(
        _ bytes: Span<UInt8>, passing passed: CInt, deadline: ContinuousClock.Instant
    ) throws(SocketError) {
        var isPassed = false
        _ = try unsafe send(bytes, false, deadline) { descriptor, start, count in
            guard !isPassed else { return unsafe csockets_send(descriptor, start, count) }
            let sent = unsafe csockets_send_descriptor(descriptor, start, count, passed)
            isPassed = sent > 0
            return sent
        }
    }

    /// Sends a part of a file, read at its offsets; the file's own position is neither used nor moved.
    ///
    /// - Parameter range: held in memory whole: keep it to a few hundred kilobytes.
    /// - Returns: as `send(_:)`.
    /// - Throws: `fileUnreadable` when the file is shorter than the range or cannot be read, and as `send(_:)`.
    @discardableResult
    public func send(
        file: CInt, range: Range<Int64>, yieldsToInput: Bool = false, deadline: ContinuousClock.Instant
    ) throws(SocketError) -> Bool {
        var part = [UInt8](repeating: 0, count: Int(range.upperBound - range.lowerBound))
        guard unsafe pread(file, &part, part.count, Int(range.lowerBound)) == part.count else {
            throw SocketError(.fileUnreadable, "The file to be sent ended early or cannot be read; was it changed?")
        }
        return try send(part.span, yieldsToInput: yieldsToInput, deadline: deadline)
    }

    /// Waits for bytes.
    ///
    /// - Returns: how many were put at the front of the buffer; 0 when the other side has closed.
    /// - Throws: `timedOut`, and `closed` when the connection was reset.
    public func receive(into buffer: inout MutableSpan<UInt8>, deadline: ContinuousClock.Instant) throws(SocketError) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBufferPointer { target in
                unsafe csockets_receive(descriptor, target.baseAddress, target.count)
            }
            if count >= 0 { return count }
            guard errno == EAGAIN || errno == EINTR else { throw SocketError(errno: errno, while: "reading") }
            try wait(for: CShort(POLLIN), deadline: deadline)
        }
    }

    /// Ends every call on this socket, from any thread: they return or throw at once, now and later.
    public func interrupt() {
        // It fails only when the connection is over already.
        _ = csockets_shutdown(descriptor)
    }
}

extension StreamSocket {
    /// Waits for one of the events or for the end of the connection, which the next call then reports.
    ///
    /// - Returns: what happened, as poll(2) says it.
    @discardableResult
    func wait(for events: CShort, deadline: ContinuousClock.Instant) throws(SocketError) -> CShort {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw SocketError(errno: ETIMEDOUT, while: "waiting for the other side") }
            var entry = pollfd(fd: descriptor, events: events, revents: 0)
            let ready = unsafe poll(&entry, 1, left.pollTimeout)
            if ready > 0 { return entry.revents }
            if ready < 0 && errno != EINTR { throw SocketError(errno: errno, while: "waiting for the other side") }
        }
    }

    private func send(
        _ bytes: Span<UInt8>, _ yieldsToInput: Bool, _ deadline: ContinuousClock.Instant,
        with call: (CInt, UnsafeRawPointer?, Int) -> Int
    ) throws(SocketError) -> Bool {
        let events = yieldsToInput ? CShort(POLLOUT | POLLIN) : CShort(POLLOUT)
        var position = 0
        while position < bytes.count {
            if yieldsToInput, try wait(for: events, deadline: deadline) & CShort(POLLIN) != 0 { return false }
            let sent = unsafe bytes.extracting(position...).withUnsafeBufferPointer { rest in
                unsafe call(descriptor, rest.baseAddress, rest.count)
            }
            if sent >= 0 {
                position += sent
            } else if errno == EAGAIN {
                try wait(for: events, deadline: deadline)
            } else if errno != EINTR {
                throw SocketError(errno: errno, while: "writing")
            }
        }
        return true
    }
}

extension Duration {
    /// Whole milliseconds for poll(2), rounded up so that nobody spins through the last one.
    fileprivate var pollTimeout: CInt {
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return CInt(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
