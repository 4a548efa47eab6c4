import Attachments
import FileIO
import Foundation
import Inspection
import Testing

/// Many files whose extensions say what they are: a public collection when `LAZARET_CORPORA` names its folder, else our own.
@Suite struct CorpusTests {
    /// What is seen otherwise than the extension says: one lies on purpose; of three documents only the beginning is there.
    static let exceptions: Set<String> = ["fixture-json.webp", "fixture.key", "fixture.numbers", "fixture.pages"]

    @Test func seesWhatTheExtensionSays() async throws {
        let collection = ProcessInfo.processInfo.environment["LAZARET_CORPORA"].map { URL(filePath: $0).appending(path: "types") }
        let folder = try collection ?? Fixtures.folder.get()
        let inspector = Inspector(threads: 2)
        var agreed = 0
        var refused: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            guard let suffix = try FileName(cleaning: name).extension, !MediaTypes.withExtension(suffix).isEmpty else { continue }
            let file = try OpenFile(path: folder.appending(path: name).path)
            let agreement = try await inspector.inspect(file, named: name, claimedType: nil)
            if agreement.objections.isEmpty { agreed += 1 } else { refused.insert(name) }
        }
        #expect(refused == (collection == nil ? [] : Self.exceptions))
        #expect(agreed == (collection == nil ? 19 : 194))
    }
}
