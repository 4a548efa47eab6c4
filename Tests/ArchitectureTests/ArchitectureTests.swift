import Foundation
import Testing

/// Holds the whole of `Sources` against the rules of its structure.
struct ArchitectureTests {
    /// Where what the compiler cannot check is allowed after all, and why it is right there.
    private static let exceptions: [String: [String: String]] = [
        "@unchecked Sendable": [
            "Systems/Crypto/SHA256.swift": "the one owner of an OpenSSL context, which no two threads can reach at once",
            "Systems/HTTPClient/MultiHandle.swift": "the one owner of a curl handle, which only its thread touches",
            "Systems/HTTPServer/Connection.swift":
                "libmicrohttpd's connection, which its documentation allows to resume from any thread",
            "Systems/HTTPServer/Daemon.swift": "libmicrohttpd's daemon, which locks itself",
            "Systems/HTTPServer/LingeringCloser.swift": "its fields belong to its queue",
            "Systems/HTTPServer/TLSIdentity.swift": "one identity of GnuTLS's, never changed once it is made",
            "Storage/Ledger/SQLite/WriteQueue.swift": "its fields belong to its condition",
            "Systems/WebSocket/LibraryContext.swift":
                "the one owner of libwebsockets' context, which only its thread touches, but to wake it",
            "Systems/Threading/JobQueue.swift": "a condition guards its fields; Mutex has none to wait on",
        ],
        "nonisolated(unsafe)": [:],
        "try!": [:],
        "fatalError(": [:],
    ]

    private let architecture: Architecture
    private let files: [SourceFile]

    init() throws {
        architecture = try Architecture(
            package: String(contentsOf: SourceFile.package.appending(path: "Package.swift"), encoding: .utf8))
        files = try SourceFile.all()
        try #require(files.count > 20)
        try #require(architecture.layers.count > 20)
    }

    @Test func everyModuleImportsOnlyWhatStandsAboveIt() {
        for file in files {
            for (imported, line) in file.imports {
                guard let objection = architecture.objection(to: imported, in: file.module) else { continue }
                Issue.record("Sources/\(file.path):\(line) must not import \(imported): \(objection).")
            }
        }
    }

    /// A gateway in production carries the stand-in platform only behind the command that asks for it.
    @Test func onlyTheCommandReachesTheSimulator() {
        let importers = files.filter { file in
            file.module != "GenesysSimulator" && file.imports.contains { $0.module == "GenesysSimulator" }
        }
        #expect(importers.map(\.path) == ["Programs/lazaret/Simulate/SimulateCommand.swift"])
    }

    /// The composition is where tests reach it: the program parses and prints.
    @Test func theProgramPutsNothingTogether() {
        let parts: Set = ["Channels", "Genesys", "HTTPServer", "ObjectStore", "Pipeline", "Watcher"]
        for file in files where file.module == "lazaret" {
            for (imported, line) in file.imports where parts.contains(imported) {
                Issue.record("Sources/\(file.path):\(line) imports \(imported): put it together in Application.")
            }
        }
    }

    @Test func theListOfTargetsIsInOrder() {
        for objection in architecture.objections { Issue.record("Package.swift: \(objection).") }
    }

    @Test func everyFolderIsATargetOnItsFloor() throws {
        let sources = SourceFile.package.appending(path: "Sources")
        var folders: Set<String> = []
        for floor in try FileManager.default.contentsOfDirectory(atPath: sources.path()) {
            for name in try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: floor).path())
            where name != "README.md" { folders.insert("\(floor)/\(name)") }
        }
        let targets = Set(architecture.layers.map { "\($0.floor)/\($0.name)" })
        #expect(folders == targets, "Folders in Sources and targets in Package.swift differ")
    }

    @Test func everyFloorSaysWhatMayStandInIt() throws {
        for floor in Set(architecture.layers.map(\.floor)) {
            let file = SourceFile.package.appending(path: "Sources/\(floor)/README.md")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.hasPrefix("# \(floor)\n\n"), "\(floor): the README begins with its name")
        }
    }

    @Test func floorsFollowOneAnother() {
        let floors = architecture.layers.map(\.floor)
        let runs = floors.enumerated().filter { $0.offset == 0 || floors[$0.offset - 1] != $0.element }
        #expect(runs.count == Set(floors).count, "A floor of Package.swift is interrupted by another")
    }

    @Test func noFileIsLongerThanFourHundredLines() {
        for file in files where file.lines.count > 400 {
            Issue.record("Sources/\(file.path) has \(file.lines.count) lines: split it by what it is about.")
        }
    }

    @Test(arguments: exceptions.keys.sorted())
    func nothingEscapesTheCompiler(_ code: String) throws {
        let allowed = try #require(Self.exceptions[code])
        for file in files where allowed[file.path] == nil {
            for line in file.lines(with: code) {
                Issue.record(
                    "Sources/\(file.path):\(line) uses \(code): do without it, or give the reason in the list at the head of this test."
                )
            }
        }
        for file in files where allowed[file.path] != nil && file.lines(with: code).isEmpty {
            Issue.record("Sources/\(file.path) no longer uses \(code): remove it from the list at the head of this test.")
        }
    }
}
