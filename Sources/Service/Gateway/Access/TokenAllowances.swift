import Ledger
import Pipeline
import Synchronization

/// Looks at what upload tokens have left before a body is read; what counts is the ledger's own count when the files are taken in.
///
/// Requests under way are counted as one file each, so that many at once bring at most as many bodies as there are files left.
final class TokenAllowances: Sendable {
    /// One request under way under a token; ends with the object, or before.
    final class Place: Sendable {
        /// How many files it may bring; `nil` when it repeats what was taken in before.
        let files: Int?
        private let token: String
        private let allowances: TokenAllowances
        private let isOver = Atomic(false)

        fileprivate init(_ token: String, files: Int?, of allowances: TokenAllowances) {
            (self.token, self.files, self.allowances) = (token, files, allowances)
        }

        deinit { end() }

        /// The ledger has counted what the request brought, or it brings nothing.
        func end() {
            guard !isOver.exchange(true, ordering: .relaxed) else { return }
            allowances.leave(token)
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
        guard enter(allowance.token, atMost: max(left, 1)) else { throw UploadError.tokenBusy }
        return Place(allowance.token, files: isRepetition ? nil : left, of: self)
    }

    private func enter(_ token: String, atMost limit: Int) -> Bool {
        underWay.withLock { underWay in
            let count = underWay[token] ?? 0
            guard count < limit else { return false }
            underWay[token] = count + 1
            return true
        }
    }

    private func leave(_ token: String) {
        underWay.withLock { underWay in
            let count = underWay[token] ?? 0
            underWay[token] = count > 1 ? count - 1 : nil
        }
    }
}
