import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct StopTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    @Test(arguments: [SIGTERM, SIGINT])
    func anUploadInFlightIsAnsweredFirst(_ number: Int32) async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        let sender = try await SlowSender(gateway)
        try await gateway.run.wait("the upload has begun") { try hasUnfinishedUpload }
        gateway.run.signal(number)
        try await gateway.run.wait("nobody else is let in") { (try? await gateway.get("/healthz")) == nil }
        #expect(gateway.run.isRunning)
        let answer = try await sender.finish()
        #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
        #expect(try await gateway.run.exitCode() == 0)
        #expect(folder.clamds.isEmpty)
        #expect(try !hasUnfinishedUpload)
    }

    @Test func aSenderWhoHangsDoesNotHoldTheStopBeyondTheGracePeriod() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        let sender = try await SlowSender(gateway)
        try await gateway.run.wait("the upload has begun") { try hasUnfinishedUpload }
        gateway.run.signal(SIGTERM)
        #expect(try await gateway.run.exitCode() == 0)
        // The server gave up on the sender in time for the others to end by themselves.
        #expect(!gateway.run.errors.contains("Still running at the end of the grace period"))
        #expect(folder.clamds.isEmpty)
        withExtendedLifetime(sender) {}
    }

    @Test func aSenderWhoWaitsForTheOutcomeHearsThatTheFileIsAccepted() async throws {
        try FileManager.default.removeItem(atPath: folder.signatures)
        let gateway = try await RunningGateway.start(in: folder)
        async let answer = gateway.upload("Good morning.\n", wait: 60)
        try await gateway.run.wait("the file is accepted") { try await gateway.get("/attachments").member("state") != nil }
        #expect(try await gateway.stop() == 0)
        #expect(try await answer.status == 202)
    }

    @Test func aScanThatHangsIsPutDownAndTakenUpAgain() async throws {
        var gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        for clamd in folder.clamds { kill(clamd, SIGSTOP) }
        // Long enough that its inspection is recorded before the scan.
        let accepted = try await gateway.upload(String(repeating: "Good morning.\n", count: 100_000), wait: 1)
        let id = try #require(accepted.member("id"))
        #expect(accepted.status == 202)
        gateway.run.signal(SIGTERM)
        #expect(try await gateway.run.exitCode() == 0)
        #expect(folder.clamds.isEmpty)
        gateway = try await RunningGateway.start(in: folder)
        try await gateway.wait(for: id, toBe: "released")
        #expect(try await gateway.stop() == 0)
    }

    @Test func aClamdThatIsStillLoadingHearsTheStop() async throws {
        // Like clamd while it loads its signatures, it has whatever signals blocked that it inherits.
        try folder.write(
            """
            #!/bin/sh
            trap 'touch heard; exit 0' TERM
            touch loading
            while :; do sleep 0.05; done

            """, to: "bin/clamd", permissions: 0o700)
        let gateway = try await RunningGateway.start(in: folder, environment: ["PATH": "\(folder.path)/bin:/usr/bin:/bin"])
        try await gateway.run.wait("clamd loads") { FileManager.default.fileExists(atPath: folder.path + "/data/clamd/loading") }
        #expect(try await gateway.stop() == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/data/clamd/heard"))
    }

    @Test func theNextStartFindsEverythingFree() async throws {
        var gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        #expect(try await gateway.stop() == 0)
        gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        #expect(try await gateway.stop() == 0)
    }

    @Test func aKilledGatewayLeavesNoClamdBehindItsNextStart() async throws {
        var gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        let before = folder.clamds
        gateway.run.signal(SIGKILL)
        _ = try await gateway.run.exitCode()
        gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        #expect(folder.clamds.count == 1)
        #expect(Set(folder.clamds).isDisjoint(with: before))
        #expect(try await gateway.stop() == 0)
        #expect(folder.clamds.isEmpty)
    }

    @Test func aHangupReadsPolicyAndKeysAgain() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        #expect(try await gateway.upload("Good morning.\n").status == 200)

        try RunningGateway.configure(folder, #"policy: { allow: ["image/png"] }"#, key: "another")
        gateway.run.signal(SIGHUP)
        try await gateway.run.logged("Policy, keys, secrets, limits and origins were read again.")
        #expect(try await gateway.upload("Good morning.\n").status == 401)
        #expect(try await gateway.upload("Good morning.\n", key: "another").status == 415)

        try folder.write("{ policy: { allow: 7 } }", to: "lazaret.json")
        gateway.run.signal(SIGHUP)
        let said = try await gateway.run.logged("The configuration was not read again; the old one stays in force.")
        #expect(said["cause"]?.contains("policy.allow") == true)
        #expect(try await gateway.upload("Good morning.\n", key: "another").status == 415)
        #expect(try await gateway.stop() == 0)
    }

    private var hasUnfinishedUpload: Bool {
        get throws { try !FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/quarantine/incoming").isEmpty }
    }
}
