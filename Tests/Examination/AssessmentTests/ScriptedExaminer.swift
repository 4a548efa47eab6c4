import Assessment
import Attachments
import FileIO
import Foundation
import Synchronization

/// An examiner that answers what no real one can be made to answer.
final class ScriptedExaminer: Examiner {
    let identifier: String
    let stage: ExaminationStage
    private let now: Mutex<ExaminerStatus>
    private let answer: @Sendable () throws -> Examination
    private let asked = Mutex(0)

    init(
        _ identifier: String, _ stage: ExaminationStage = .scan, status: ExaminerStatus = .init(isReady: true),
        _ answer: @escaping @Sendable () throws -> Examination
    ) {
        self.identifier = identifier
        self.stage = stage
        now = Mutex(status)
        self.answer = answer
    }

    /// Finds these things, and answers with the first of its versions.
    convenience init(
        _ identifier: String, _ stage: ExaminationStage = .scan, versions: [String] = [], isReady: Bool = true,
        finding kinds: Finding.Kind...
    ) {
        let version = versions.first
        let findings = kinds.map { Finding($0, by: identifier, version: version, detail: "As the script says.") }
        self.init(identifier, stage, status: .init(isReady: isReady, versions: versions)) {
            Examination(by: identifier, version: version, findings: findings)
        }
    }

    /// How often it was asked.
    var count: Int { asked.withLock { $0 } }

    func status() async -> ExaminerStatus { now.withLock { $0 } }

    func examine(_ subject: Subject) async throws -> Examination {
        asked.withLock { $0 += 1 }
        return try answer()
    }
}

extension Subject {
    /// A note, by this name.
    static func note(
        _ text: String = "The harbour was quiet this morning.\n", named name: String = "note.txt", claimedType: String? = nil,
        sha256: String? = "a1"
    ) throws -> Subject {
        let url = FileManager.default.temporaryDirectory.appending(path: "assessment-\(UUID().uuidString)")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return Subject(try OpenFile(path: url.path), name: name, claimedType: claimedType, sha256: sha256)
    }
}
