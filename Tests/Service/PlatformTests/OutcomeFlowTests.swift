import Attachments
import Configuration
import FileIO
import Foundation
import Genesys
import HTTPClient
import HTTPSemantics
import Ledger
import Lifecycle
import Observability
import Pipeline
import SQLite
import Scanning
import Signatures
import Synchronization
import TestApplication
import TestSupport
import Testing

import protocol Scanning.Scanner

/// What comes out of the outbox for files that came in by upload.
struct OutcomeFlowTests {
    @Test func aLongScanIsShownBeforeTheFile() async throws {
        let gate = StopSignal()
        var settings = Rig.Settings()
        settings.configuration.genesys.placeholderAfter = .milliseconds(1)
        settings.scanner = GatedScanner(gate)
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            #expect(try await eventually { try await rig.platform.texts() == [OutgoingPlaceholder.text] })
            gate.trigger()
            let attachment = try await rig.attachment(.delivered)
            #expect(try await rig.platform.texts() == [OutgoingPlaceholder.text, "note.txt"])
            #expect(try await rig.details(attachment.id).contains { $0.hasPrefix("Told the agent that the scan takes longer.") })
        }
    }

    @Test func aQuickScanIsNotShown() async throws {
        var settings = Rig.Settings()
        settings.configuration.genesys.placeholderAfter = .seconds(60)
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            _ = try await rig.attachment(.delivered)
            #expect(try await rig.isIdle())
            #expect(try await rig.platform.texts() == ["note.txt"])
        }
    }

    @Test(arguments: ["429,\"retryAfter\":1", "500", "503", "408"])
    func theFileArrivesOnceWhateverThePlatformAnswersFirst(fault: String) async throws {
        try await Rig.run { rig in
            try await rig.platform.faults(
                #"[{"match":{"path":"/api/v2/conversations/messages/*/inbound"},"status":\#(fault)},"#
                    + #"{"match":{"path":"/api/v2/conversations/messages/*/inbound"},"cut":"after"}]"#)
            try await rig.upload("note.txt")
            _ = try await rig.attachment(.delivered)
            #expect(try await rig.platform.texts() == ["note.txt"])
        }
    }

    /// Newer signatures find something in a file that the agent has.
    @Test func aFileThatIsFoundBadLaterIsTakenBack() async throws {
        let scanner = ChangingScanner()
        var settings = Rig.Settings()
        settings.scanner = scanner
        settings.rescansEvery = .milliseconds(10)
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            let delivered = try await rig.attachment(.delivered)
            let link = try #require(try rig.sentLink(of: delivered.id))
            #expect(try await eventually { try await rig.client.send(CachedMediaSearch(url: link)).count == 1 })
            scanner.getsNewerSignatures(knowing: true)
            let infected = try await rig.attachment(.infected)
            #expect(try await eventually { try await rig.isIdle() })
            #expect(try await rig.client.send(CachedMediaSearch(url: link)).isEmpty)
            await #expect(throws: (any Error).self) { _ = try await rig.bytes(of: infected) }
            let texts = try await rig.platform.texts()
            #expect(texts.last?.contains("contains malware (Late.Virus)") == true)
            let details = try await rig.details(infected.id)
            #expect(details.contains { $0.hasPrefix("found by newer signatures: infected (Late.Virus)") })
            #expect(details.contains { $0.hasPrefix("Deleted the platform's copy.") })
            #expect(details.contains { $0.hasPrefix("Told the agent.") })
            #expect(try await rig.ledger.queueStatistics().messages.parked == 0)
        }
    }

    @Test func aFileThatIsStillCleanStaysWhereItIs() async throws {
        let scanner = ChangingScanner()
        var settings = Rig.Settings()
        settings.scanner = scanner
        settings.rescansEvery = .milliseconds(10)
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            let delivered = try await rig.attachment(.delivered)
            scanner.getsNewerSignatures(knowing: false)
            #expect(try await eventually { try await rig.details(delivered.id).last?.hasPrefix("judged again: clean") == true })
            #expect(try await rig.attachment(.delivered).verdict.engine == "Engine 1/2")
        }
    }

    @Test(arguments: RouteSet.allCases) func aReleasedFileIsKeptWithTheContact(set: RouteSet) async throws {
        var settings = Rig.Settings()
        if set == .tutorial { settings.followTutorials() }
        settings.configuration.genesys.contactNotes = true
        try await Rig.run(settings) { rig in
            var conversation: String?
            if set == .platform {
                let contact = "0c9a7e54-3b1d-4f62-8e70-5d4c3b2a1908"
                conversation = try await rig.platform.write([1], named: "a", from: "guest-1", knownAs: contact).conversation
                #expect(try await eventually { try await rig.ledger.attachments(matching: .init()).first?.state.isSettled == true })
            }
            try await rig.upload("note.txt", conversation: conversation)
            let attachment = try await rig.attachment(.delivered)
            let sentence = set == .platform ? "Put a note on the contact." : "Put the file on the contact."
            #expect(try await eventually { try await rig.details(attachment.id).contains { $0.hasPrefix(sentence) } })
        }
    }

    /// What Open Messaging calls its sender is no external contact, and the platform knows no note on it.
    @Test func aFileOfNobodyKnownIsKeptWithNoContact() async throws {
        var settings = Rig.Settings()
        settings.configuration.genesys.contactNotes = true
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            let attachment = try await rig.attachment(.delivered)
            #expect(try await eventually { try await rig.isIdle() })
            #expect(try await rig.details(attachment.id).contains { $0.hasPrefix("The file was kept with no contact") })
            #expect(try await rig.ledger.queueStatistics().messages.parked == 0)
        }
    }

    /// Texts and files of one customer, through a 503 and two 429s.
    @Test func whatACustomerSendsArrivesInItsOrder() async throws {
        var settings = Rig.Settings()
        settings.addChannel("shop")
        try await Rig.run(settings) { rig in
            try await rig.platform.faults(
                #"[{"match":{"path":"/api/v2/conversations/messages/*/inbound"},"status":503},"#
                    + #"{"match":{"path":"/api/v2/conversations/messages/*/inbound"},"status":429,"retryAfter":1,"times":2}]"#)
            for number in 0..<10 {
                if number % 3 == 2 { try await rig.upload("\(number)") } else { try await rig.say("\(number)") }
            }
            #expect(try await eventually { try await rig.platform.texts().count == 10 })
            #expect(try await rig.platform.texts() == (0..<10).map(String.init))
        }
    }

    @Test func aFileThatTakesLongLetsTextsPastAndTheAuditSaysSo() async throws {
        let gate = StopSignal()
        var settings = Rig.Settings()
        settings.scanner = GatedScanner(gate)
        settings.orderPatience = .milliseconds(1)
        settings.addChannel("shop")
        try await Rig.run(settings) { rig in
            try await rig.upload("late")
            try await rig.say("early")
            #expect(try await eventually { try await rig.platform.texts() == ["early"] })
            gate.trigger()
            let attachment = try await rig.attachment(.delivered)
            #expect(try await rig.platform.texts() == ["early", "late"])
            let audit = try await rig.ledger.audit(after: 0, limit: 100).map(\.entry.detail)
            #expect(audit.contains { $0.contains("ahead of \(attachment.id), still being judged or held") })
        }
    }

    @Test func theOperatorsSystemsAreToldInOrderAndSigned() async throws {
        let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let receiver = WebhookReceiver([503, 503])
        try await receiver.run { url in
            var settings = Rig.Settings()
            settings.configuration.handover.url = URL(string: url)
            settings.configuration.handover.secret = [secret]
            settings.configuration.handover.outcomes = [.released, .delivered]
            try await Rig.run(settings) { rig in
                try await rig.upload("note.txt")
                let attachment = try await rig.attachment(.delivered)
                #expect(try await eventually { try await rig.isIdle() })
                let posts = receiver.posts
                let told = try posts.map { try JSONSerialization.jsonObject(with: Data($0.body)) as? [String: Any] ?? [:] }
                // The first is refused twice.
                #expect(told.map { $0["state"] as? String } == ["released", "released", "released", "delivered"])
                #expect(told.allSatisfy { $0["id"] as? String == attachment.id.description })
                let check = try #require(StandardWebhooks(secrets: [secret]))
                for post in posts { #expect(try check.check(post.fields, of: post.body, now: Date()) == .valid) }
            }
        }
    }
}

/// Judges when it is let, as clean.
struct GatedScanner: Scanner {
    let gate: StopSignal

    init(_ gate: StopSignal) { self.gate = gate }

    func scan(_ file: OpenFile) async -> Examination {
        await gate.wait()
        return Examination(by: "clamd", version: "gated")
    }

    func status() async -> ScannerStatus { ScannerStatus(isReady: true) }
}

/// Knows more later than at first, perhaps.
final class ChangingScanner: Scanner {
    private let state = Mutex((version: "Engine 1/1", knowsVirus: false))

    func getsNewerSignatures(knowing knowsVirus: Bool) { state.withLock { $0 = ("Engine 1/2", knowsVirus) } }

    func scan(_ file: OpenFile) async -> Examination {
        let (version, knowsVirus) = state.withLock { $0 }
        let find = Finding(.infected, by: "clamd", version: version, signature: "Late.Virus", detail: "A signature matched.")
        return Examination(by: "clamd", version: version, findings: knowsVirus ? [find] : [])
    }

    func status() async -> ScannerStatus { ScannerStatus(isReady: true, versions: [state.withLock { $0.version }]) }
}

extension Rig {
    /// A customer's page sends a file; nobody waits for the outcome.
    func upload(_ name: String, conversation: String? = nil) async throws {
        let place = conversation.map { "&conversation_id=\($0)" } ?? ""
        let answer = try await HTTPClient().send(
            .init(
                method: .post, url: application.address + "/upload?contact_id=contact-1&filename=\(name)\(place)",
                fields: ["Authorization": "Bearer \(Self.key)", "Content-Type": "text/plain", "Prefer": "respond-async"],
                body: Samples.note))
        #expect(answer.status == 202)
    }

    /// A customer's words on a channel.
    func say(_ text: String) async throws {
        _ = try await application.intake.accept(
            Submission(
                files: [], sender: Sender(source: .channel, contactID: "contact-1"),
                message: .init(channel: "shop", externalID: nil, text: text)))
    }

    /// The link by which the platform was given a file.
    func sentLink(of id: AttachmentID) throws -> String? {
        let database = try Database(path: application.folder.path("ledger.sqlite"), mode: .readOnly, busyTimeout: .seconds(5))
        return try database.first("SELECT url FROM sent_links WHERE attachment_id = ?", id.description) { $0.text() }
    }
}
