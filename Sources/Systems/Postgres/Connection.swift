import CPostgres
import Glibc
import Observability

/// One connection to the server, closed when the last reference goes.
///
/// Confined to one thread; its calls block, each for a limited time. Statements are prepared once and kept, so SQL must come from a
/// small fixed set; what varies is bound, at `?` or `?1`. Once the connection is broken every call throws, and it is to be dropped.
@safe public final class Connection {
    private let handle: OpaquePointer
    private let answerTimeout: Duration
    private var names: [String: String] = [:]
    /// Set when it was given up in the middle of an exchange.
    private var isAbandoned = false
    private static let maximumStatements = 200
    /// How much longer than the server itself we wait for it to say that a statement took too long.
    private static let grace = Duration.seconds(5)

    /// Connects.
    ///
    /// - Throws: `PostgresError`, `unreachable`.
    public init(_ options: ConnectionOptions) throws {
        guard Self.isReadable(options.url.reveal()) else {
            throw PostgresError(.unreachable, doing: "connect", message: "the connection URL is malformed")
        }
        guard let started = unsafe Self.start(options) else {
            throw PostgresError(.unreachable, doing: "connect", message: "out of memory")
        }
        unsafe handle = started
        answerTimeout = options.statementTimeout + Self.grace
        try connect(until: .now + options.connectTimeout)
        unsafe PQsetnonblocking(handle, 1)
        // libpq would write the server's remarks to standard error, between the lines of our log.
        unsafe PQsetNoticeReceiver(handle, { _, _ in }, nil)
        do {
            try run(script: "SET statement_timeout = \(Int64(options.statementTimeout / .milliseconds(1)));" + options.setUp)
        } catch {
            throw PostgresError(.unreachable, doing: "set up a connection", sqlState: error.sqlState, message: error.description)
        }
    }

    deinit { unsafe PQfinish(handle) }

    /// Whether nothing more can be done with it.
    public var isBroken: Bool { unsafe isAbandoned || PQstatus(handle) != CONNECTION_OK }

    /// Looks whether the server has hung up meanwhile; no round trip.
    public func isAlive() -> Bool {
        // The end of the stream is readable again behind the last words.
        while !isBroken, poll(for: POLLIN, also: nil, until: .now).own != 0 {
            if unsafe PQconsumeInput(handle) != 1 { isAbandoned = true }
        }
        return !isBroken
    }

    // MARK: Statements

    /// Runs one statement and returns how many rows it inserted, changed or deleted.
    ///
    /// - Throws: `PostgresError`.
    @discardableResult
    public func execute(_ sql: String, _ values: [(any Bindable)?] = []) throws(PostgresError) -> Int {
        try run(sql, values).changedRows
    }

    /// Runs one statement and reads every row that it gives.
    ///
    /// - Throws: `PostgresError`, or what the reader throws.
    public func query<Value>(
        _ sql: String, _ values: [(any Bindable)?] = [], row: (inout Row) throws -> Value
    ) throws -> [Value] {
        let result = try run(sql, values)
        return try (0..<result.rowCount).map { number in
            var columns = Row(result, number: number)
            return try row(&columns)
        }
    }

    /// Runs any number of statements that bind nothing, as one transaction unless they say otherwise; nothing is read of their rows.
    ///
    /// - Throws: `PostgresError`.
    public func run(script: String) throws(PostgresError) { _ = try answer(to: script) }

    /// What the last statement of a script gives.
    func answer(to script: String) throws(PostgresError) -> Result {
        try unsafe exchange("run a script") { unsafe PQsendQuery($0, script) }
    }

    private func run(_ sql: String, _ values: [(any Bindable)?]) throws(PostgresError) -> Result {
        let name = try prepared(sql)
        let parameters = Parameters(values)
        return try unsafe exchange("run a statement") { handle in
            unsafe parameters.withPointers {
                unsafe PQsendQueryPrepared(handle, name, parameters.count, $0, nil, nil, 0)
            }
        }
    }

    private func prepared(_ sql: String) throws(PostgresError) -> String {
        if let name = names[sql] { return name }
        if names.count >= Self.maximumStatements {
            try run(script: "DEALLOCATE ALL")
            names.removeAll()
        }
        let name = "s\(names.count)"
        _ = try unsafe exchange("prepare a statement") { unsafe PQsendPrepare($0, name, PlaceholderNotation.numbered(sql), 0, nil) }
        names[sql] = name
        return name
    }

    // MARK: Exchanges

    /// Sends, and waits for everything that is answered: the last result, or the first that is an error.
    @unsafe private func exchange(_ task: String, send: (OpaquePointer) -> Int32) throws(PostgresError) -> Result {
        guard !isBroken, unsafe send(handle) == 1 else { throw lost(task) }
        let deadline = ContinuousClock.now + answerTimeout
        try flush(task, until: deadline)
        var last: Result?
        var failure: PostgresError?
        while let result = try nextResult(task, until: deadline) {
            failure = failure ?? result.failure(doing: task)
            last = result
        }
        if isBroken { throw lost(task, failure) }
        if let failure { throw failure }
        guard let last else { throw lost(task) }
        return last
    }

    private func flush(_ task: String, until deadline: ContinuousClock.Instant) throws(PostgresError) {
        while true {
            switch unsafe PQflush(handle) {
            case 0: return
            case 1:
                let isReadable = try wait(for: POLLIN | POLLOUT, task, until: deadline) & Int16(POLLIN) != 0
                if isReadable, unsafe PQconsumeInput(handle) != 1 { throw lost(task) }
            default: throw lost(task)
            }
        }
    }

    private func nextResult(_ task: String, until deadline: ContinuousClock.Instant) throws(PostgresError) -> Result? {
        while unsafe PQisBusy(handle) == 1 {
            _ = try wait(for: POLLIN, task, until: deadline)
            // What the server says before it hangs up can still be read.
            guard unsafe PQconsumeInput(handle) == 1 else { break }
        }
        guard let result = unsafe PQgetResult(handle) else { return nil }
        return unsafe Result(result)
    }

    /// - Throws: `timedOut`; the connection is abandoned then.
    private func wait(for events: Int32, _ task: String, until deadline: ContinuousClock.Instant) throws(PostgresError) -> Int16 {
        let happened = poll(for: events, also: nil, until: deadline).own
        guard happened != 0 else {
            isAbandoned = true
            throw PostgresError(.timedOut, doing: task, message: "it did not answer in time")
        }
        return happened
    }

    /// What happened on our own socket, and whether the other descriptor can be read; nothing when the time is over.
    private func poll(
        for events: Int32, also other: Int32?, until deadline: ContinuousClock.Instant
    ) -> (own: Int16, other: Bool) {
        // A negative descriptor is passed over (poll(2)).
        var descriptors = [
            unsafe pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0),
            pollfd(fd: other ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let left = max(0, (deadline - .now) / .milliseconds(1)).rounded(.up)
            let count = unsafe Glibc.poll(&descriptors, 2, Int32(clamping: Int64(min(left, 1e9))))
            if count >= 0 || errno != EINTR { return (descriptors[0].revents, descriptors[1].revents != 0) }
        }
    }

    private func lost(_ task: String, _ told: PostgresError? = nil) -> PostgresError {
        isAbandoned = true
        let message = unsafe String(cString: PQerrorMessage(handle))
        return PostgresError(.connectionLost, doing: task, sqlState: told?.sqlState, message: told == nil ? message : "")
    }

    // MARK: Connecting

    private static func start(_ options: ConnectionOptions) -> OpaquePointer? {
        // What stands before the URL is a default, what stands behind it is not to be changed by it.
        let settings = KeyValuePairs(
            dictionaryLiteral: ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"), ("fallback_application_name", options.applicationName),
            ("dbname", options.url.reveal()), ("client_encoding", "UTF8"))
        let keys = Parameters(settings.map(\.key) + [nil])
        let values = Parameters(settings.map(\.value) + [nil])
        return unsafe keys.withPointers { keys in unsafe values.withPointers { unsafe PQconnectStartParams(keys, $0, 1) } }
    }

    /// Whether libpq can read a connection URL: where it cannot, its words would quote the password.
    private static func isReadable(_ url: String) -> Bool {
        guard let options = unsafe PQconninfoParse(url, nil) else { return false }
        unsafe PQconninfoFree(options)
        return true
    }

    private func connect(until deadline: ContinuousClock.Instant) throws(PostgresError) {
        guard unsafe PQstatus(handle) != CONNECTION_BAD else { throw unreachable }
        var next = PGRES_POLLING_WRITING
        while next != PGRES_POLLING_OK {
            guard next != PGRES_POLLING_FAILED else { throw unreachable }
            let events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT
            guard poll(for: events, also: nil, until: deadline).own != 0 else {
                throw PostgresError(.unreachable, doing: "connect", message: "the server did not answer in time")
            }
            next = unsafe PQconnectPoll(handle)
        }
    }

    private var unreachable: PostgresError {
        PostgresError(.unreachable, doing: "connect", message: unsafe String(cString: PQerrorMessage(handle)))
    }
}

// MARK: Notifications

extension Connection {
    /// Waits until something was notified on a channel that this connection listens to, the bell is rung, or the time is over.
    ///
    /// - Returns: what others have notified, in order; own notifications are left out.
    /// - Throws: `PostgresError`, `connectionLost`.
    public func notifications(until waker: Waker, atMost limit: Duration) throws -> [Notification] {
        let early = received()
        guard early.isEmpty else { return early }
        let happened = poll(for: POLLIN, also: waker.descriptor, until: .now + limit)
        if happened.other { waker.hush() }
        if happened.own != 0, unsafe PQconsumeInput(handle) != 1 { throw lost("wait for notifications") }
        if isBroken { throw lost("wait for notifications") }
        return received()
    }

    private func received() -> [Notification] {
        var received: [Notification] = []
        let own = unsafe PQbackendPID(handle)
        while let notification = unsafe PQnotifies(handle) {
            defer { unsafe PQfreemem(notification) }
            guard unsafe notification.pointee.be_pid != own else { continue }
            unsafe received.append(
                Notification(
                    channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra)))
        }
        return received
    }
}
