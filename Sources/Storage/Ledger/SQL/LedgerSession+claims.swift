import Attachments
import Foundation

/// What makes a sending the same as one before.
extension LedgerSession {
    /// The names of what came of a sending that has been taken in before, under any of its keys.
    ///
    /// - Throws: `keyReused`.
    func answered(_ claims: [IntakeRecord.Claim]) throws -> [String]? {
        for claim in claims { if let known = try answered(claim) { return known } }
        return nil
    }

    private func answered(_ claim: IntakeRecord.Claim) throws -> [String]? {
        let known = try first("SELECT fingerprint, attachments FROM claims WHERE scope = ? AND key = ?", claim.scope, claim.key) {
            (fingerprint: $0.text(), attachments: $0.text())
        }
        guard let known else { return nil }
        guard known.fingerprint == claim.fingerprint else { throw LedgerError.keyReused }
        return try JSONDecoder().decode([String].self, from: Data(known.attachments.utf8))
    }

    func insert(_ claims: [IntakeRecord.Claim], of names: [String], at time: Date) throws {
        guard !claims.isEmpty else { return }
        let ids = String(decoding: try JSONEncoder().encode(names), as: UTF8.self)
        for claim in claims { try insert(claim, of: ids, at: time) }
    }

    private func insert(_ claim: IntakeRecord.Claim, of ids: String, at time: Date) throws {
        try execute(
            "INSERT INTO claims (scope, key, fingerprint, attachments, created_at, lasting) VALUES (?, ?, ?, ?, ?, ?)", claim.scope,
            claim.key, claim.fingerprint, ids, time.milliseconds, claim.isLasting ? 1 : 0)
    }

    /// The parts of a message that was told before.
    ///
    /// - Throws: `keyReused` when both times it is known what was in it, and it is not the same.
    func told(_ key: String, _ fingerprint: String?) throws -> [AttachmentID]? {
        let known = try first("SELECT id, fingerprint FROM messages WHERE key = ?", key) {
            (id: $0.text(), fingerprint: $0.optionalText())
        }
        guard let known else { return nil }
        if let fingerprint, let first = known.fingerprint, first != fingerprint { throw LedgerError.messageReused }
        return try parts(of: known.id).map(\.id)
    }

    /// - Throws: `replayed`.
    func remember(_ nonce: String?, at time: Date) throws {
        guard let nonce else { return }
        let claim = IntakeRecord.Claim(scope: "nonce", key: nonce, fingerprint: "", isLasting: true)
        guard try answered(claim) == nil else { throw LedgerError.replayed }
        try insert(claim, of: "[]", at: time)
    }

    func forgetClaims(before time: Date, lastingBefore lasting: Date, at now: Date) throws {
        try execute("DELETE FROM claims WHERE lasting = 0 AND created_at < ?", time.milliseconds)
        try execute("DELETE FROM claims WHERE lasting = 1 AND created_at < ?", lasting.milliseconds)
        try execute("DELETE FROM cards WHERE created_at < ? AND state <> 'queued'", time.milliseconds)
        try execute("DELETE FROM allowances WHERE expires_at < ?", now.milliseconds)
    }
}
