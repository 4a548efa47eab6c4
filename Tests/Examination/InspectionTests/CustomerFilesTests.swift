import Attachments
import FileIO
import Foundation
import Inspection
import Testing

/// Files as customers' phones, mail programs, office suites, browsers and banks write them, named and claimed as real clients do, and beside
/// them files that only pretend to be one of these.
@Suite struct CustomerFilesTests {
    /// One line of `cases.tsv`. Its policy allows the types in it and nothing else.
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let claim: String
        let allow: [String]
        /// `released`, `held` (it needs a password) or `refused`.
        let outcome: String
        /// The right type, or several that are.
        let types: [String]

        var testDescription: String { "\(path) as \(claim.isEmpty ? "nothing" : claim)" }
    }

    static let cases = Result { try readCases() }
    private let inspector = Inspector(threads: 1)

    @Test func allOfThemAreHere() throws {
        #expect(try Self.cases.get().count == 104)
    }

    @Test(arguments: (try? cases.get()) ?? [])
    func isTakenForWhatItIs(_ item: Case) async throws {
        let folder = try #require(Self.folder)
        let file = try OpenFile(path: folder.appending(path: "files").appending(path: item.path).path)
        let name = URL(filePath: item.path).lastPathComponent
        let agreement = try await inspector.inspect(file, named: name, claimedType: item.claim.isEmpty ? nil : item.claim)
        let policy = Policy(allow: item.allow)
        let isRefused = !agreement.objections.isEmpty || policy.objection(to: agreement.type) != nil
        let outcome = isRefused ? "refused" : agreement.type.isEncrypted ? "held" : "released"
        #expect(outcome == item.outcome, "\(agreement)")
        if item.outcome != "refused" { #expect(item.types.contains(policy.reading(of: agreement.type).name)) }
    }

    private static let folder = Bundle.module.url(forResource: "CustomerFiles", withExtension: nil)

    private static func readCases() throws -> [Case] {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        let table = try String(contentsOf: folder.appending(path: "cases.tsv"), encoding: .utf8)
        return table.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Case(
                path: cells[0] + "/" + cells[1], claim: cells[2], allow: cells[3].split(separator: "|").map(String.init),
                outcome: cells[4],
                types: cells[5].split(separator: "|").map(String.init))
        }
    }
}
