import Foundation
import Glibc
import Story
import TestSupport
import Testing

@Suite struct ScanTests {
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder.withSignatures()
        try folder.write(#"{ scanner: { signatures: "signatures" }, policy: { maximumSize: 100000 } }"#, to: "lazaret.json")
    }

    @Test func aCleanFileWouldBeReleased() async throws {
        try folder.write("Good morning.\n", to: "note.txt")
        let ended = try await scan("note.txt")
        #expect(ended.code == 0)
        #expect(ended.output.contains(/✔  released +clean +text\/plain +note\.txt\n1 of 1 would be released\n/), "\(ended)")
    }

    @Test func everyKindOfFileGetsItsRow() async throws {
        try folder.write("Good morning.\n", to: "mail/note.txt")
        try folder.write(Eicar.text, to: "mail/deep/letter.txt")
        try folder.write("", to: "mail/empty.txt")
        try folder.write(String(repeating: "a", count: 100_001), to: "mail/long.txt")
        try FileManager.default.copyItem(atPath: "/bin/true", toPath: folder.path + "/mail/invoice.pdf")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/mail/link.txt", withDestinationPath: "/etc/passwd")
        #expect(unsafe mkfifo(folder.path + "/mail/pipe", 0o600) == 0)
        let ended = try await scan("mail")
        #expect(ended.code == 1)
        #expect(ended.errors.isEmpty)
        for row in [
            /✘  infected +infected +text\/plain +mail\/deep\/letter\.txt  \(Eicar-Test-Signature/,
            /✘  rejected +unscannable +- +mail\/empty\.txt  \(The file is empty/,
            /✘  rejected +mismatch +application\/\S+ +mail\/invoice\.pdf  \(/,
            /✘  rejected +limit +- +mail\/long\.txt  \(The file is larger than policy\.maximumSize/,
            /✔  released +clean +text\/plain +mail\/note\.txt\n/,
        ] { #expect(ended.output.contains(row)) }
        #expect(ended.output.hasSuffix("\n1 of 5 would be released\n"), "\(ended.output)")
    }

    @Test func jsonLinesHaveTheSameMembers() async throws {
        try folder.write("Good morning.\n", to: "mail/note.txt")
        try folder.write("", to: "mail/empty.txt")
        let ended = try await scan("--json", "mail")
        #expect(ended.code == 1)
        let lines = try ended.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(lines.map { $0["decision"] as? String } == ["rejected", "released"])
        let members: Set = ["path", "size", "detectedType", "decision", "outcome", "engine", "signature", "reasons", "findings"]
        for line in lines { #expect(Set(line.keys) == members) }
    }

    @Test func whatCannotBeReadIsReportedAndTheRestIsScanned() async throws {
        #expect(unsafe mkfifo(folder.path + "/pipe", 0o600) == 0)
        try folder.write("Good morning.\n", to: "note.txt")
        let ended = try await scan("pipe", "note.txt")
        #expect(ended.code == 1)
        #expect(ended.output.contains(/✘  unreadable +error +- +pipe  \(Could not open/), "\(ended)")
        #expect(ended.output.contains(/✔  released +clean +text\/plain +note\.txt/))
    }

    @Test func aMissingPathIsAMistake() async throws {
        let ended = try await scan("nowhere.txt")
        #expect(ended.code == 2)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains("There is no file or folder 'nowhere.txt'"))
    }

    @Test func aNamedLinkIsFollowed() async throws {
        try folder.write("Good morning.\n", to: "mail/note.txt")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "mail")
        let ended = try await scan("link")
        #expect(ended.code == 0)
        #expect(ended.output.contains("link/note.txt"))
    }

    @Test func namesCannotCommandATerminal() async throws {
        try folder.write("Good morning.\n", to: "note\u{1B}[31m\n.txt")
        let ended = try await scan(folder.path)
        #expect(!ended.output.contains("\u{1B}"))
        #expect(ended.output.contains("note\u{FFFD}[31m\u{FFFD}.txt"))
    }

    @Test func withoutSignaturesItSaysSoAtOnce() async throws {
        try folder.write("Good morning.\n", to: "note.txt")
        try FileManager.default.removeItem(atPath: folder.signatures)
        let ended = try await scan("note.txt")
        #expect(ended.code == 3)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains("run freshclam"))
    }

    @Test func aConfiguredClamdIsAsked() async throws {
        let place = URL(fileURLWithPath: folder.path + "/clamd")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let clamd = try await ClamdProcess.start(in: place)
        try folder.write("{ scanner: { clamd: [\"\(ClamdProcess.endpoint(in: place))\"] } }", to: "lazaret.json")
        try folder.write(Eicar.text, to: "letter.txt")
        #expect(try await scan("letter.txt").output.contains("infected"))
        await clamd.stop()
        let ended = try await scan("letter.txt")
        #expect(ended.code == 3)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains("clamd.sock"), "\(ended.errors)")
    }

    @Test func nothingIsLeftBehind() async throws {
        try folder.write("Good morning.\n", to: "note.txt")
        let temporary = folder.path + "/tmp"
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let ended = try await Run.end(["scan", "note.txt"], in: folder, environment: ["TMPDIR": temporary])
        #expect(ended.code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
        #expect(folder.clamds.isEmpty)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func aSignalEndsItAndLeavesNothingBehind(_ number: Int32) async throws {
        try folder.write("Good morning.\n", to: "note.txt")
        // A clamd that never listens keeps the command waiting.
        try folder.write("#!/bin/sh\nexec sleep 600\n", to: "bin/clamd", permissions: 0o700)
        let temporary = folder.path + "/tmp"
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let run = try await Run.start(
            ["scan", "note.txt"], in: folder, environment: ["TMPDIR": temporary, "PATH": "\(folder.path)/bin:/usr/bin:/bin"])
        try await run.wait("clamd's settings are written") {
            (try? FileManager.default.subpathsOfDirectory(atPath: temporary))?.contains { $0.hasSuffix("clamd.conf") } == true
        }
        run.signal(number)
        #expect(try await run.exitCode() == 1)
        #expect(run.errors.contains("Interrupted"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    }

    private func scan(_ arguments: String...) async throws -> Run.Ended { try await Run.end(["scan"] + arguments, in: folder) }
}
