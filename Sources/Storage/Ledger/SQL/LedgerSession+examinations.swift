import Attachments
import Foundation

/// What examiners said of bytes, and whose verdicts are old.
extension LedgerSession {
    func examination(of sha256: String, by examiner: String, version: String) throws -> Examination? {
        try first(
            "SELECT findings FROM examinations WHERE sha256 = ? AND examiner = ? AND version = ?", sha256, examiner, version
        ) { Examination(by: examiner, version: version, findings: try [Finding](stored: $0.optionalText())) }
    }

    /// Keeps what examiners say of an attachment's bytes; what they said before stands.
    func remember(_ examinations: [Examination], of id: String, at time: Date) throws {
        for examination in examinations {
            guard let version = examination.version else { continue }
            try execute(
                """
                INSERT INTO examinations SELECT sha256, ?2, ?3, ?4, ?5 FROM attachments WHERE id = ?1 AND sha256 <> ''
                ON CONFLICT DO NOTHING
                """, id, examination.examiner, version, try examination.findings.stored, time.milliseconds)
        }
    }

    /// Those with bytes, judged by other engines, or by the same at other versions; along the index, from both sides of their names.
    func keptAttachments(notJudgedBy engines: String, limit: Int) throws -> [Attachment] {
        let kept = "a.purged_at IS NULL AND a.engine IS NOT NULL AND a.state IN ('released', 'delivered', 'held')"
        var found: [Attachment] = []
        for side in ["<", ">"] where found.count < limit {
            found += try query(
                "SELECT \(Attachment.columns) FROM attachments a WHERE \(kept) AND a.engine \(side) ? LIMIT ?", engines,
                limit - found.count, row: { try Attachment(&$0) })
        }
        return found
    }

    func forgetExaminations(before time: Date, limit: Int) throws -> Int {
        try execute(
            """
            DELETE FROM examinations WHERE (sha256, examiner, version) IN (
                SELECT sha256, examiner, version FROM examinations WHERE at < ?1 ORDER BY at LIMIT ?2)
            """, time.milliseconds, limit)
    }
}

extension [Finding] {
    /// Reads what is stored.
    ///
    /// - Throws: `corrupt` for a finding that the program does not know.
    init(stored text: String?) throws {
        guard let text else {
            self = []
            return
        }
        do {
            self = try JSONDecoder().decode([Finding].self, from: Data(text.utf8))
        } catch {
            throw LedgerError.corrupt("finding")
        }
    }

    /// As they are stored: nearly always none.
    var stored: String? {
        get throws { isEmpty ? nil : String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }
}
