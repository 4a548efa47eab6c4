import Attachments
import FileIO
import Foundation
import Glibc
import Sockets
import TestSupport
import Testing

@testable import Scanning

@Suite struct ClamdScannerTests {
    @Test(arguments: [true, false]) func judgesFilesOfEverySize(_ byDescriptor: Bool) async throws {
        let folder = try TestFolder.withSignatures()
        let clamd = try await ForeignClamd(in: folder, "")
        let scanner = ClamdScanner(folder.configuration(), endpoints: [byDescriptor ? clamd.unix : clamd.tcp])
        #expect(await scanner.scan(try folder.virus.plain()).outcome == .infected)
        #expect(
            await scanner.scan(try folder.virus.archive(size: 300_000)).findings.first?.signature
                == "Eicar-Test-Signature.UNOFFICIAL")
        #expect(await scanner.scan(try folder.virus.archive(size: 20_000_000)).outcome == .infected)
        for size in [1, 5, 6, 131_072, 131_073, 20_000_000] {
            #expect(await scanner.scan(try folder.noise(size)) == Examination(by: "clamd", version: "ClamAV 1.4.6"))
        }
        #expect(await scanner.scan(try folder.file([])).outcome == .unscannable)
    }

    /// clamd answers both ways to what it did not scan: `FOUND` a limit, or `OK`.
    @Test(arguments: [
        ("AlertExceedsMax yes", "MaxFileSize 1M"), ("AlertExceedsMax no", "MaxFileSize 1M"),
        ("AlertExceedsMax no", "MaxScanSize 1M"),
    ])
    func neverCallsCleanWhatIsLargerThanProven(_ alert: String, _ limit: String) async throws {
        let folder = try TestFolder.withSignatures()
        let clamd = try await ForeignClamd(in: folder, "\(alert)\n\(limit)")
        let scanner = ClamdScanner(folder.configuration(), endpoints: [clamd.unix])
        let status = await scanner.status()
        let proven = try #require(status.provenFileSize)
        #expect((1_000_000...1_048_576).contains(proven))
        #expect((status.advice?.contains("AlertExceedsMax") != true) == (alert == "AlertExceedsMax yes"))
        let examination = await scanner.scan(try folder.noise(1_200_000))
        #expect(examination.outcome == .limit)
        #expect(examination.findings.first?.detail.contains("MaxFileSize") == true)
        #expect(await scanner.scan(try folder.noise(900_000)).outcome == .clean)
    }

    @Test func provesTheLimitOfStreamsToo() async throws {
        let folder = try TestFolder.withSignatures()
        let clamd = try await ForeignClamd(in: folder, "StreamMaxLength 1M")
        let scanner = ClamdScanner(folder.configuration(maximumFileSize: 3_000_000), endpoints: [clamd.tcp])
        let proven = try #require(await scanner.status().provenFileSize)
        #expect((1_000_000...1_048_576).contains(proven))
        #expect(await scanner.scan(try folder.noise(2_000_000)).outcome == .limit)
    }

    /// The answer comes while we still write, and the connection is reset behind it.
    @Test func readsTheAnswerToAStreamThatIsTooLong() async throws {
        let folder = try TestFolder.withSignatures()
        let clamd = try await ForeignClamd(in: folder, "StreamMaxLength 300K")
        let file = try folder.noise(8_000_000)
        let client = ClamdClient(endpoint: clamd.unix)
        for _ in 0..<20 {
            let ending = try client.ask(.scanStream(size: file.size), about: file, within: .seconds(60))
            #expect(ending == .answer(Array("INSTREAM size limit exceeded. ERROR".utf8), toWholeQuestion: false))
        }
    }

    @Test func givesEachOfManyScansItsOwnAnswer() async throws {
        try await SupervisedClamd.run(in: try TestFolder.withSignatures()) { clamd in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<64 {
                    let isInfected = number % 3 == 0
                    let file =
                        isInfected
                        ? try clamd.folder.virus.archive(size: 4096 + Int64(number)) : try clamd.folder.noise(5000 + number)
                    group.addTask { await clamd.scanner.scan(file).outcome == (isInfected ? .infected : .clean) }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func endsACancelledScanAtOnce() async throws {
        try await SupervisedClamd.run(in: try TestFolder.withSignatures()) { clamd in
            let file = try clamd.folder.noise(100)
            let path = clamd.supervisor.endpoint.description.dropFirst("unix:".count)
            func connections() throws -> Int {
                // Not `String(contentsOfFile:)`: it ends with the first read, which gives one page, and with it some forty sockets.
                let sockets = try FileHandle(forReadingFrom: URL(filePath: "/proc/net/unix")).readToEnd() ?? Data()
                return String(decoding: sockets, as: UTF8.self).split(separator: "\n").count { $0.hasSuffix(path) }
            }
            // Only the listening socket is left: clamd has closed what it was tested with.
            #expect(try await eventually { try connections() == 1 })
            let identifier = try clamd.identifier()
            kill(identifier, SIGSTOP)
            defer { kill(identifier, SIGCONT) }
            try await withThrowingTaskGroup(of: Examination.self) { group in
                // Four run, four wait for room.
                for _ in 0..<8 { group.addTask { await clamd.scanner.scan(file) } }
                #expect(try await eventually { try connections() == 1 + 4 })
                let start = ContinuousClock.now
                group.cancelAll()
                for try await examination in group {
                    #expect(examination.findings.map(\.detail) == ["The scan was cancelled."])
                }
                #expect(ContinuousClock.now - start < .seconds(20))
            }
        }
    }

    @Test func asksTheNextEndpointWhenOneIsGone() async throws {
        let folder = try TestFolder.withSignatures()
        let clamd = try await ForeignClamd(in: folder, "")
        let closing = ScriptedPeer(.answers(""))
        let gone = ClamdEndpoint(.unix(path: folder.url.path + "/nobody"))
        let scanner = ClamdScanner(folder.configuration(), endpoints: [gone, closing.endpoint, clamd.unix])
        #expect(await scanner.scan(try folder.noise(100)).outcome == .clean)
        #expect(await scanner.status().isReady)
    }

    @Test func releasesNothingWithoutWorkingSignatures() async throws {
        let folder = try TestFolder.withSignatures()
        let blind = ScriptedPeer(.answersTo { $0.hasPrefix("zVERSION") ? "ClamAV 1.4.6\0" : "stream: OK\0" })
        let scanner = ClamdScanner(folder.configuration(), endpoints: [blind.endpoint])
        #expect(await scanner.scan(try folder.noise(100)).outcome == .error)
        #expect(await scanner.status().problem?.contains("EICAR") == true)
    }

    @Test func releasesNothingWithOldSignatures() async throws {
        let folder = try TestFolder.withSignatures()
        let old = ScriptedPeer(
            .answersTo { $0.hasPrefix("zVERSION") ? "ClamAV 1.4.6/1/Tue Jan  7 09:32:16 2025\0" : "stream: Eicar FOUND\0" })
        let scanner = ClamdScanner(folder.configuration(), endpoints: [old.endpoint])
        #expect(await scanner.scan(try folder.noise(100)).outcome == .error)
        #expect(await scanner.status().problem?.contains("days old") == true)
        let then = try #require(ISO8601DateFormatter().date(from: "2025-01-08T00:00:00Z"))
        let inTime = ClamdScanner(folder.configuration(), endpoints: [old.endpoint], now: { then })
        #expect(await inTime.status().signatureAge == .seconds(14 * 3600 + 27 * 60 + 44))
    }

    @Test(arguments: ["", "junk\0", "stream: OK", "HTTP/1.1 400 Bad Request\r\n\r\n", "COMMAND READ TIMED OUT\n", "fd[1]: OK\0"])
    func takesNoStrangeAnswerForClean(_ answer: String) async throws {
        let folder = try TestFolder.withSignatures()
        let peer = ScriptedPeer(.answers(answer))
        let file = try folder.noise(3000)
        let (command, ending) = try ClamdClient(endpoint: peer.endpoint).scan(
            file, within: .seconds(20), interruption: Interruption())
        if case .answer(let bytes, let toWholeQuestion) = ending {
            let outcome = ClamdReply(bytes, to: command, toWholeQuestion: toWholeQuestion).examination(engine: "").outcome
            #expect(outcome == .error)
        } else {
            #expect([.closedWithoutAnswer, .cutShort].contains(ending))
        }
    }

    @Test func givesUpOnAPeerThatNeverAnswers() async throws {
        let folder = try TestFolder.withSignatures()
        let peer = ScriptedPeer(.silence)
        let ending = try ClamdClient(endpoint: peer.endpoint).ask(.version, within: .milliseconds(100))
        #expect(ending == .timedOut)
        withExtendedLifetime(folder) {}
    }

    @Test func leavesNoDescriptorOpen() async throws {
        // In a process of its own: other tests open and close files as well.
        await #expect(processExitsWith: .success) {
            try await SupervisedClamd.run(in: try TestFolder.withSignatures()) { clamd in
                let file = try clamd.folder.noise(1000)
                func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
                _ = await clamd.scanner.scan(file)
                let before = try count()
                await withTaskGroup(of: Outcome.self) { group in
                    for _ in 0..<500 { group.addTask { await clamd.scanner.scan(file).outcome } }
                    for await outcome in group { #expect(outcome == .clean) }
                }
                let after = try count()
                #expect(after == before)
            }
        }
    }
}
