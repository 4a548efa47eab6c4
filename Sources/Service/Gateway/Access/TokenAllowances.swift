import Ledger
import Pipeline
import Synchronization

/// Looks at what upload tokens have left before a body is read; what counts is the ledger's own count when the files are taken in.
///
/// A request under way counts as one file until it is known how many it brings, so that many at once bring at most as many bodies, and fetch at
/// most as many files, as there are left.
final class TokenAllowances: Sendable {
    /// One request under way under a token; ends with the object, or before.
    final class Place: Sendable {
        /// How many files it may bring; `nil` when it repeats what was taken in before.
        let files: Int?
        private let token: String
        /// Files of all requests under way.
        private let limit: Int
        private let allowances: TokenAllowances
        /// Files that are held for it; none once it is over.
        private let held = Mutex(1)

        fileprivate init(_ token: String, files: Int?, limit: Int, of allowances: TokenAllowances) {
            (self.token, self.files, self.limit, self.allowances) = (token, files, limit, allowances)
        }

        deinit { end() }

        /// Holds as many files as the request turns out to bring, before any of them is fetched.
        ///
        /// - Throws: `UploadError` when others that are under way may use them up.
        func hold(_ files: Int) throws(UploadError) {
            try held.withLock { held throws(UploadError) in
                guard self.files != nil, files > held, held > 0 else { return }
                guard allowances.enter(token, files - held, atMost: limit) else { throw .tokenBusy }
                held = files
            }
        }

        /// The ledger has counted what the request brought, or it brings nothing.
        func end() {
            let files = held.withLock { held in
                defer { held = 0 }
                return held
            }
            if files > 0 { allowances.leave(token, files) }
        }
    }

    private let ledger: any Ledger
    private let underWay = Mutex<[String: Int]>([:])

    init(ledger: any Ledger) { self.ledger = ledger }

    /// Lets a request in that still has files left, or that repeats one which was taken in.
    ///
    /// - Throws: `UploadError` when it has none, or others that are under way may use them up; `LedgerError`.
    func admit(_ allowance: IntakeRecord.Allowance, _ key: IdempotencyKey?) async throws -> Place {
        var isRepetition = false
        if let key { isRepetition = try await ledger.isClaimed(key.key, in: key.scope) }
        // In this order: who is counted there and leaves here between the two is counted once, and never twice.
        let left = allowance.files - (try await ledger.filesTaken(under: allowance.token))
        guard left > 0 || isRepetition else { throw UploadError.tokenUsedUp(files: allowance.files) }
        let limit = max(left, 1)
        guard enter(allowance.token, 1, atMost: limit) else { throw UploadError.tokenBusy }
        return Place(allowance.token, files: isRepetition ? nil : left, limit: limit, of: self)
    }

    private func enter(_ token: String, _ files: Int, atMost limit: Int) -> Bool {
        underWay.withLock { underWay in
            let count = underWay[token] ?? 0
            guard files <= limit - count else { return false }
            underWay[token] = count + files
            return true
        }
    }

    private func leave(_ token: String, _ files: Int) {
        underWay.withLock { underWay in
            let count = underWay[token] ?? 0
            underWay[token] = count > files ? count - files : nil
        }
    }
}
