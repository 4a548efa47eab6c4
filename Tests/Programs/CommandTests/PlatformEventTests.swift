import Foundation
import Glibc
import TestSupport
import Testing

/// The tutorials' webhook, with the whole program and the stand-in platform: what becomes of the files that events name.
@Suite struct PlatformEventTests {
    private let folder: TestFolder
    private let platform: StandIn

    init() async throws {
        folder = try TestFolder.withSignatures()
        platform = try await StandIn.start(in: folder)
    }

    @Test func aFileIsFetchedThroughRateLimitsInSecondsAndAsADate() async throws {
        let gateway = try await start()
        try await platform.fail(
            #""status":429,"retryAfter":1,"times":1"#, #""status":429,"retryAfter":1,"retryAfterForm":"date","times":1"#)
        let file = try await platform.keep("Good morning.\n")
        #expect(try await platform.tell(gateway, of: file, in: "c-1") == 200)
        try await settled(gateway, as: "released")
        #expect(try await gateway.get("/attachments").text.contains(#""source":"webhook""#))
        try await end(gateway)
    }

    @Test func aFileThatIsNotThereYetIsLookedForAgain() async throws {
        let gateway = try await start()
        try await platform.fail(#""status":404,"times":2"#)
        let file = try await platform.keep("Good morning.\n")
        #expect(try await platform.tell(gateway, of: file, in: "c-1") == 200)
        try await settled(gateway, as: "released")
        try await end(gateway)
    }

    @Test func aFileThatMayNotBeHadIsGivenUpWithTheMissingPermission() async throws {
        let gateway = try await start()
        try await platform.fail(#""status":403,"times":5"#)
        let file = try await platform.keep("Good morning.\n")
        #expect(try await platform.tell(gateway, of: file, in: "c-1") == 200)
        try await settled(gateway, as: "failed")
        let line = try await gateway.run.logged("A file was not fetched: an operator has to look.")
        #expect(line["cause"]?.contains("permission") == true, "\(line)")
        #expect(try await platform.texts(in: "c-1").first?.hasPrefix("File rejected: ") == true)
        try await end(gateway)
    }

    @Test(arguments: [
        (Eicar.text, "", "infected"), ("%PDF-1.4\n", #","contentType":"application/pdf""#, "rejected"),
        ("Good morning.\n", #","size":99000000"#, "rejected"), ("Good morning.\n", #","contentType":"video/mp4""#, "rejected"),
    ])
    func aFileThatIsRefusedIsToldOfOnce(_ text: String, _ more: String, _ state: String) async throws {
        let gateway = try await start()
        let file = try await platform.keep(text)
        for _ in 1...2 { #expect(try await platform.tell(gateway, of: file, in: "c-1", more: more) == 200) }
        try await settled(gateway, as: state)
        let texts = try await platform.texts(in: "c-1")
        #expect(texts.count == 1 && texts[0].hasPrefix("File rejected: "), "\(texts)")
        try await end(gateway)
    }

    /// The event was answered; whatever ends the program then, the file is fetched at the next start.
    @Test(arguments: [SIGKILL, SIGTERM]) func aFetchThatWasCutOffGoesOnAtTheNextStart(_ number: Int32) async throws {
        var gateway = try await start()
        try await platform.fail(#""delayMs":20000,"times":1"#)
        let file = try await platform.keep("Good morning.\n")
        #expect(try await platform.tell(gateway, of: file, in: "c-1") == 200)
        try await gateway.run.wait("the fetch has begun") { try await isFetching }
        gateway.run.signal(number)
        let code = try await gateway.run.exitCode()
        #expect(code == (number == SIGTERM ? 0 : SIGKILL))
        try await platform.heal()
        gateway = try await start()
        try await settled(gateway, as: "released")
        #expect(try await !isFetching)
        #expect(try await gateway.get("/attachments").text.ranges(of: #""createdAt""#).count == 1)
        try await end(gateway)
    }

    private var isFetching: Bool {
        get async throws {
            try !FileManager.default.contentsOfDirectory(atPath: folder.path + "/data/quarantine/incoming").isEmpty
        }
    }

    private func start() async throws -> RunningGateway {
        let gateway = try await RunningGateway.start(in: folder, platform.settings(routes: "tutorial"))
        try await gateway.ready()
        return gateway
    }

    private func settled(_ gateway: RunningGateway, as state: String) async throws {
        try await gateway.run.wait("the file is \(state)") { try await gateway.get("/attachments").member("state") == state }
    }

    private func end(_ gateway: RunningGateway) async throws {
        #expect(try await gateway.stop() == 0)
        platform.run.signal(SIGTERM)
        #expect(try await platform.run.exitCode() == 0)
    }
}
