import Attachments
import Foundation
import Glibc
import Lifecycle
import Observability
import TestSupport
import Testing

@testable import Scanning

@Suite struct ClamdSupervisorTests {
    @Test func runsAClamdThatJudgesAndEndsItAtTheStop() async throws {
        let folder = try TestFolder.withSignatures()
        let seen = Seen()
        try await SupervisedClamd.run(in: folder) { clamd in
            let file = try folder.virus.plain()
            #expect(await clamd.scanner.scan(file).outcome == .infected)
            seen.identifiers = [try clamd.identifier()]
            #expect(clamd.supervisor.problem == nil)
        }
        #expect(seen.identifiers.count == 1)
        for identifier in seen.identifiers { #expect(!isAlive(identifier)) }
    }

    @Test func saysErrorWhenClamdDiesInTheMiddleAndStartsItAgain() async throws {
        try await SupervisedClamd.run(in: try TestFolder.withSignatures()) { clamd in
            let identifier = try clamd.identifier()
            let file = try clamd.folder.noise(1000)
            kill(identifier, SIGSTOP)
            async let examination = clamd.scanner.scan(file)
            kill(identifier, SIGKILL)
            #expect(await examination.outcome == .error)
            #expect(await eventually { await clamd.scanner.scan(file).outcome == .clean })
            #expect(try clamd.identifier() != identifier)
        }
    }

    @Test func saysErrorAtTheDeadlineWhenClamdHangs() async throws {
        let folder = try TestFolder.withSignatures()
        try await SupervisedClamd.run(in: folder, folder.configuration(timeout: .seconds(2))) { clamd in
            let identifier = try clamd.identifier()
            kill(identifier, SIGSTOP)
            defer { kill(identifier, SIGCONT) }
            let examination = await clamd.scanner.scan(try folder.noise(1000))
            #expect(examination.outcome == .error)
            #expect(examination.findings.first?.detail.contains("longer than allowed") == true)
            kill(identifier, SIGCONT)
            let file = try folder.noise(1000)
            #expect(await eventually { await clamd.scanner.scan(file).outcome == .clean })
        }
    }

    @Test func takesClamdWithItWhenTheGatewayIsKilled() async throws {
        let result = try await #require(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            try await SupervisedClamd.run(in: try TestFolder.withSignatures()) { clamd in
                print("clamd=\(try clamd.identifier()) in \(clamd.folder.url.path)")
                fflush(nil)
                kill(getpid(), SIGKILL)
            }
        }
        let output = String(decoding: result.standardOutputContent, as: UTF8.self)
        let match = try #require(output.firstMatch(of: /clamd=(\d+) in (\S+)/))
        defer { try? FileManager.default.removeItem(atPath: String(match.2)) }
        let identifier = try #require(pid_t(match.1))
        #expect(await eventually { !isAlive(identifier) })
    }

    @Test func endsAClamdThatAKilledGatewayLeft() async throws {
        let folder = try TestFolder.withSignatures()
        let settings = ClamdSettings(folder.configuration())
        try settings.write()
        let left = Process()
        left.executableURL = ClamdProcess.executable("clamd", in: ClamdProcess.usualFolders)
        left.arguments = ["--config-file=\(settings.file.path)"]
        left.standardOutput = FileHandle.nullDevice
        left.standardError = FileHandle.nullDevice
        try left.run()
        #expect(await eventually { FileManager.default.fileExists(atPath: settings.socket.path) })
        try await SupervisedClamd.run(in: folder) { clamd in
            #expect(!isAlive(left.processIdentifier))
            let identifier = try clamd.identifier()
            #expect(identifier != left.processIdentifier)
        }
    }

    @Test func saysWhatToDoWithoutSignaturesAndGoesOnOnceTheyAreThere() async throws {
        let folder = try TestFolder.withSignatures()
        let signature = URL(filePath: folder.path("signatures/test.ndb"))
        try FileManager.default.removeItem(at: signature)
        let supervisor = ClamdSupervisor(folder.configuration(), logger: Logger())
        let scanner = ClamdScanner(folder.configuration(), endpoints: [supervisor.endpoint], supervisor: supervisor)
        let stop = StopSignal()
        async let run: Void = supervisor.run(until: stop)
        #expect(await eventually { await scanner.status().problem?.contains("freshclam") == true })
        #expect(await scanner.scan(try folder.noise(100)).outcome == .error)
        try folder.addSignature()
        #expect(await eventually { await scanner.status().isReady })
        stop.trigger()
        try await run
    }

    @Test func namesThePackageWhenClamdIsNotInstalled() async throws {
        let folder = try TestFolder.withSignatures()
        let supervisor = ClamdSupervisor(folder.configuration(), logger: Logger(), programFolders: [folder.url.path])
        let stop = StopSignal()
        async let run: Void = supervisor.run(until: stop)
        #expect(await eventually { supervisor.problem?.contains("clamav-daemon") == true })
        stop.trigger()
        try await run
    }

    @Test func tellsWhatClamdComplainsAbout() async throws {
        let folder = try TestFolder.withSignatures()
        try Data("this is no signature\n".utf8).write(to: URL(filePath: folder.path("signatures/broken.ndb")))
        let supervisor = ClamdSupervisor(folder.configuration(), logger: Logger())
        let stop = StopSignal()
        async let run: Void = supervisor.run(until: stop)
        #expect(await eventually { supervisor.problem?.contains("The private clamd says") == true })
        stop.trigger()
        try await run
    }

    @Test func keepsItsClamdOffTheNetworkAndAlertingOnLimits() {
        let settings = ClamdSettings(
            ScannerConfiguration(maximumFileSize: 200_000_000, stateFolder: URL(filePath: "/var/lib/lazaret")))
        let lines = settings.text.split(separator: "\n")
        #expect(!settings.text.contains("TCP"))
        #expect(lines.contains("AlertExceedsMax yes"))
        #expect(lines.contains("LocalSocket /var/lib/lazaret/clamd/clamd.sock"))
        #expect(lines.contains("MaxFileSize 800000000"))
        #expect(lines.contains("MaxScanSize 800000000"))
        #expect(lines.contains("StreamMaxLength 200000000"))
    }
}
