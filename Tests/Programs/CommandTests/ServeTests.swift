import Foundation
import Glibc
import Story
import TestSupport
import Testing

@Suite struct ServeTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder.withSignatures() }

    @Test func withoutKeysItMakesOneAndShowsItOnce() async throws {
        try folder.write(#"{ server: { port: 0 }, scanner: { signatures: "signatures" } }"#, to: "lazaret.json")
        let first = try await Run.start(["serve"], in: folder)
        var gateway = try await RunningGateway(first)
        let key = String(try #require(first.output.firstMatch(of: /\n    ([A-Za-z0-9_-]{43})\n/)).1)
        #expect(!first.errors.contains(key))
        try await gateway.ready()
        #expect(try await gateway.upload("Good morning.\n", key: key).status == 200)
        #expect(try await gateway.upload("Good morning.\n", key: "another").status == 401)
        #expect(try await gateway.stop() == 0)

        let second = try await Run.start(["serve"], in: folder)
        gateway = try await RunningGateway(second)
        #expect(try await gateway.get("/attachments", key: key).status == 200)
        #expect(second.output.isEmpty)
        #expect(try await gateway.stop() == 0)
    }

    @Test func configuredKeysTakeThePlaceOfTheFirstOneAtAHangup() async throws {
        try folder.write(#"{ server: { port: 0 }, scanner: { signatures: "signatures" } }"#, to: "lazaret.json")
        let gateway = try await RunningGateway(try await Run.start(["serve"], in: folder))
        #expect(try await gateway.get("/attachments").status == 401)
        try RunningGateway.configure(folder)
        gateway.run.signal(SIGHUP)
        try await gateway.run.logged("Policy, keys, secrets, limits and origins were read again.")
        #expect(try await gateway.get("/attachments").status == 200)
        #expect(try await gateway.stop() == 0)
    }

    @Test func aStartThatFailsDoesNotUseUpTheKey() async throws {
        let holder = try await Run.start(["simulate", "--port", "0"], in: folder)
        let port = try await holder.logged("Listening.")["port"] ?? ""
        try folder.write("{ server: { port: \(port) } }", to: "lazaret.json")
        let failed = try await Run.end(["serve"], in: folder)
        #expect(failed.code == 3)
        #expect(failed.output.isEmpty)
        #expect(failed.errors.contains("Cannot listen at 127.0.0.1, port \(port)"))
        try folder.write("{ server: { port: 0 } }", to: "lazaret.json")
        let run = try await Run.start(["serve"], in: folder)
        try await run.logged("Listening.")
        #expect(run.output.contains("It is shown this once"))
    }

    @Test func runsAClamdOfItsOwnAndReleasesWhatIsClean() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.ready()
        #expect(folder.clamds.count == 1)
        let clean = try await gateway.upload("Good morning.\n")
        #expect(clean.status == 200)
        #expect(clean.member("state") == "released")
        #expect(try await gateway.upload(Eicar.text).status == 422)
        #expect(try await gateway.stop() == 0)
        #expect(folder.clamds.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data/clamd/clamd.sock"))
    }

    @Test func withoutSignaturesItStaysUpAndReleasesNothing() async throws {
        try FileManager.default.removeItem(atPath: folder.signatures)
        let gateway = try await RunningGateway.start(in: folder)
        let said = try await gateway.run.logged("No scanner is ready: files are taken and wait.")
        #expect(said["cause"]?.contains("run freshclam") == true)
        let answer = try await gateway.upload("Good morning.\n", wait: 0)
        #expect(answer.status == 202)
        let id = try #require(answer.member("id"))
        try await gateway.wait(for: id, toBe: "inspected")
        let ready = try await gateway.get("/readyz")
        #expect(ready.status == 503)
        #expect(ready.text.contains("run freshclam"))
        #expect(try await gateway.get("/healthz").status == 200)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/safe").isEmpty)
        #expect(try await gateway.stop() == 0)
        #expect(try gateway.run.log().filter { $0["service"] == "clamd" }.count == 1)
    }

    @Test func saysAtTheStartWhatAPersonNeedsToKnow() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        let start = try #require(try gateway.run.log().first)
        #expect(start["data"] == folder.path + "/data")
        #expect(start["configuration"] == folder.path + "/lazaret.json")
        #expect(try await gateway.run.logged("The scanner is ready.")["engine"]?.hasPrefix("ClamAV ") == true)
        #expect(gateway.run.errors.contains("not delivered"))
        #expect(try await gateway.stop() == 0)
    }

    @Test func saysWhereDeliveriesGo() async throws {
        let gateway = try await RunningGateway.start(
            in: folder, #"genesys: { region: "mypurecloud.de", clientId: "a", clientSecret: "b", integrationId: "c" }"#)
        #expect(try await gateway.run.logged("Released files are delivered to Genesys Cloud.")["region"] == "mypurecloud.de")
        try await gateway.ready()
        #expect(try await gateway.stop() == 0)
    }

    @Test func tellsWhenTheScannerGoesAndComesBack() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        try await gateway.run.logged("The scanner is ready.")
        try await gateway.metric("lazaret_scanner_ready 1")
        try await gateway.metric("lazaret_queue_items{queue=\"jobs\",state=\"waiting\"} 0")
        for clamd in folder.clamds { kill(clamd, SIGKILL) }
        // Whether or not the watch has seen that it was away, it is back.
        try await gateway.run.wait("another clamd runs") { !folder.clamds.isEmpty }
        try await gateway.ready()
        #expect(try await gateway.upload("Good morning.\n").status == 200)
        #expect(try await gateway.stop() == 0)
    }

    @Test func twoDoNotShareAStateFolder() async throws {
        let gateway = try await RunningGateway.start(in: folder)
        let second = try await Run.end(["serve"], in: folder)
        #expect(second.code == 3)
        #expect(second.errors.contains("Another lazaret works with the state folder"))
        #expect(try await gateway.stop() == 0)
    }

    @Test func aStateFolderThatOthersCanWriteToIsRefused() async throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path + "/data")
        try RunningGateway.configure(folder)
        let ended = try await Run.end(["serve"], in: folder)
        #expect(ended.code == 3)
        #expect(ended.errors.contains("chmod it to 0700"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data").isEmpty)
    }

    @Test(arguments: ["/proc/lazaret", "taken"])
    func aStateFolderThatCannotBeHadIsNamed(_ data: String) async throws {
        try folder.write("a file", to: "taken")
        try folder.write("{ server: { port: 0 }, data: \"\(data)\" }", to: "lazaret.json")
        let ended = try await Run.end(["serve"], in: folder)
        #expect(ended.code == 3)
        #expect(
            ended.errors.contains("The state folder ") && ended.errors.contains("set 'data' to another folder"), "\(ended.errors)")
        #expect(!ended.errors.contains("NSCocoa"))
    }

    @Test func aPathTooLongForClamdsSocketIsExplained() async throws {
        let data = String(repeating: "d", count: 120)
        try folder.write("{ server: { port: 0 }, data: \"\(data)\", scanner: { signatures: \"signatures\" } }", to: "lazaret.json")
        let gateway = try await RunningGateway(try await Run.start(["serve"], in: folder))
        try await gateway.run.wait("the reason is told") { gateway.run.errors.contains("too long for a socket") }
        #expect(try await gateway.stop() == 0)
    }

    @Test func theGatewayHoldsWhatTheWorkerLaterDelivers() async throws {
        var gateway = try await RunningGateway.start(in: folder, arguments: ["--roles", "gateway"])
        let answer = try await gateway.upload("Good morning.\n", wait: 0)
        #expect(answer.status == 202)
        #expect(answer.member("state") == "received")
        let id = try #require(answer.member("id"))
        #expect(try await gateway.stop() == 0)

        let worker = try await Run.start(["serve", "--roles", "worker"], in: folder)
        try await worker.wait("the file is released") { FileManager.default.fileExists(atPath: "\(folder.path)/data/safe/\(id)") }
        #expect(!worker.errors.contains("Listening."))
        worker.signal(SIGTERM)
        #expect(try await worker.exitCode() == 0)

        let probed = try await RunningGateway.start(in: folder, server: "probePort: 0,", arguments: ["--roles", "worker"])
        try await probed.ready()
        #expect(try await probed.get("/metrics").text.contains("lazaret_leader{duty=\"rescanning\"} 1\n"))
        #expect(try await probed.get("/metrics", key: "another").status == 401)
        #expect(try await probed.get("/attachments/\(id)").status == 404)
        #expect(try await probed.upload("Good morning.\n").status == 404)
        #expect(try await probed.stop() == 0)

        gateway = try await RunningGateway.start(in: folder, arguments: ["--roles", "gateway"])
        #expect(try await gateway.get("/attachments/\(id)").member("state") == "released")
        #expect(try await gateway.stop() == 0)
    }
}

extension RunningGateway {
    /// Waits until the metrics have a line.
    fileprivate func metric(_ line: String) async throws {
        try await run.wait("/metrics has \(line)") { try await get("/metrics").text.contains("\n\(line)\n") }
    }
}
