import CMicroHTTPD
import FoundationEssentials
import Glibc
import HTTPSemantics
import Synchronization

/// One connection, from its acceptance to its end: what it is at, and the means to cut it.
///
/// The library's thread says what it is at; the watch looks at it from outside. The library closes the socket only after it has said so, so
/// under the lock the descriptor is the connection's own or gone.
final class OpenConnection: Sendable {
    private struct State {
        var pace: ProgressMonitor
        /// Names the request in hand.
        var requestID: String?
        /// What was answered past the library, until somebody is told.
        var said: SentAnswer?
        var isCut = false
        var isClosed = false
    }

    /// What the server shows on this connection; `nil` in plain HTTP.
    ///
    /// Held here because GnuTLS uses it for as long as the connection lives, whatever the server shows to those that come later.
    let identity: TLSIdentity?
    /// What it counts for at the limit for one address; `nil` where that does not hold.
    let site: NetworkAddress?
    /// The library's; good until `close`.
    private let connection: Connection?
    private let descriptor: CInt
    /// The library's thread that works on it; always the same.
    private let thread = pthread_self()
    private let state: Mutex<State>

    init(
        _ connection: Connection?, descriptor: CInt, site: NetworkAddress?, identity: TLSIdentity?, at now: ContinuousClock.Instant
    ) {
        self.connection = connection
        self.descriptor = descriptor
        self.site = site
        self.identity = identity
        state = Mutex(State(pace: ProgressMonitor(openedAt: now)))
    }

    /// Says what the connection is at now.
    /// - Returns: whether it may go on; not when it was cut a moment ago.
    @discardableResult
    func enter(_ phase: ProgressMonitor.Phase, requestID: String? = nil, at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            state.pace.enter(phase, at: now)
            state.requestID = requestID
            return !state.isCut
        }
    }

    /// The library is about to close the socket.
    func close() { state.withLock { $0.isClosed = true } }

    /// What was answered past the library; once.
    func takeSaid() -> SentAnswer? {
        state.withLock { state in
            defer { state.said = nil }
            return state.said
        }
    }

    /// Since when it waits for a request, if none is in hand.
    var dispensableSince: ContinuousClock.Instant? {
        state.withLock { $0.pace.isDispensable ? $0.pace.since : nil }
    }

    /// Whether an error that this thread has come upon may be this connection's.
    func mayHave(_ error: LibraryError) -> Bool {
        guard pthread_equal(thread, pthread_self()) != 0 else { return false }
        return state.withLock { state in
            guard !state.isCut, !state.isClosed else { return false }
            switch state.pace.phase {
            case .head: return error.isInHead
            case .body: return error.isInBody
            case .opened: return error.isOnRequestLine && (counts()?.received ?? 0) > Self.longRequestLine
            case .working, .answer, .idle: return false
            }
        }
    }

    /// A first request line that is longer gets 414 in any case, be it the one that the library speaks of or not.
    private static let longRequestLine = 48 << 10

    /// Answers in the library's place, on its thread, and ends the sending side: what the library sends then goes nowhere.
    /// - Returns: a descriptor on which the peer may be let to send on.
    func answer(_ refusal: Refusal, newRequestID: () -> String) -> CInt? {
        state.withLock { state in
            guard !state.isCut, !state.isClosed else { return nil }
            let id = state.requestID ?? newRequestID()
            state.isCut = true
            state.said = refusal.sent(id: id)
            if let connection, let session = unsafe lazaret_mhd_tls_session(connection.pointer) {
                let bytes = refusal.wholeAnswer(id: id, now: Date())
                _ = unsafe bytes.withUnsafeBytes { unsafe gnutls_record_send(session, $0.baseAddress, $0.count) }
                unsafe gnutls_bye(session, GNUTLS_SHUT_WR)
            } else {
                say(refusal, id: id)
            }
            let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            shutdown(descriptor, CInt(SHUT_WR))
            return duplicate < 0 ? nil : duplicate
        }
    }

    /// Whether it is as good as gone.
    var isCut: Bool { state.withLock { $0.isCut || $0.isClosed } }

    /// Cuts the connection, whatever it is at.
    func cut() { state.withLock { cut(&$0) } }

    /// Cuts the connection if it is still dispensable.
    func dispense() {
        state.withLock { state in
            if state.pace.isDispensable { cut(&state) }
        }
    }

    /// Cuts the connection if it takes too long; says so first where that can be said.
    /// - Parameter newRequestID: names a request of which not enough came to have a name.
    func cutIfLate(at now: ContinuousClock.Instant, _ limits: ProgressMonitor.Limits, newRequestID: () -> String) -> ProgressMonitor
        .Lateness?
    {
        state.withLock { state in
            guard !state.isCut, !state.isClosed, let lateness = state.pace.lateness(at: now, limits, counts: { counts() }) else {
                return nil
            }
            // Under TLS only the library can write.
            if identity == nil, let refusal = Refusal.late(lateness), isHeard(state.pace.phase) {
                let id = state.requestID ?? newRequestID()
                state.said = refusal.sent(id: id)
                say(refusal, id: id)
            }
            cut(&state)
            return lateness
        }
    }

    /// The library sees the end, closes the socket and says that the request is over.
    private func cut(_ state: inout State) {
        guard !state.isCut, !state.isClosed else { return }
        state.isCut = true
        shutdown(descriptor, CInt(SHUT_RDWR))
    }

    /// Whether somebody asks: to a connection that has never sent a byte nothing is said.
    private func isHeard(_ phase: ProgressMonitor.Phase) -> Bool {
        if case .opened = phase { return (counts()?.received ?? 0) > 0 }
        return true
    }

    private func counts() -> ProgressMonitor.Counts? {
        var counts = lazaret_socket_counts()
        guard unsafe lazaret_socket_count(descriptor, &counts) == 0 else { return nil }
        return ProgressMonitor.Counts(
            received: counts.received, acknowledged: counts.acknowledged, hasUnread: counts.unread > 0, hasUnsent: counts.unsent > 0
        )
    }

    /// Writes past the library, which writes nothing itself before it has a whole request.
    private func say(_ refusal: Refusal, id: String) {
        let bytes = refusal.wholeAnswer(id: id, now: Date())
        _ = unsafe bytes.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT)) }
    }
}
