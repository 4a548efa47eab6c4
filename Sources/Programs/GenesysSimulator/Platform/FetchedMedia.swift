internal import JSON

/// What became of an attachment when its URL was fetched.
struct FetchedMedia: Sendable, Hashable {
    enum State: String, Sendable {
        case pending
        case ok
        case failed
        /// The integration's profile does not let it in: no error, and no file in the conversation.
        case dropped
        /// The platform's copy was deleted.
        case withdrawn
    }

    var state: State
    var status: Int?
    var contentType: String?
    var bytes: Int?
    /// 64 lower-case hexadecimal characters.
    var sha256: String?
    var error: String?

    init(_ state: State, error: String? = nil) {
        self.state = state
        self.error = error
    }

    /// `matches` says whether the file is the one that was declared; it is left out when nothing was declared or nothing came.
    func json(declared: String?) -> JSON {
        let matches = sha256.flatMap { sha256 in declared.map { $0.lowercased() == sha256 } }
        return .object(present: [
            "state": .string(state.rawValue),
            "status": status.map { .integer($0) },
            "contentType": contentType.map { .string($0) },
            "bytes": bytes.map { .integer($0) },
            "sha256": sha256.map { .string($0) },
            "matches": matches.map { .bool($0) },
            "error": error.map { .string($0) },
        ])
    }
}
