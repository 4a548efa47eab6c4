import Attachments
import Channels
import FileIO
import Foundation
import Genesys
import HTTPClient
import HTTPServer
import Lifecycle
import Observability
import Pipeline
import SQLite
import Scanning
import Signatures
import Synchronization
import Testing

import protocol Scanning.Scanner

@testable import Ledger

/// What comes out of the outbox for files that came in by upload.
struct OutcomeFlowTests {
    @Test func aLongScanIsShownBeforeTheFile() async throws {
        let gate = StopSignal()
        var settings = Rig.Settings()
        settings.rules.placeholderAfter = .milliseconds(1)
        settings.scanner = GatedScanner(gate)
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            #expect(try await eventually { try await rig.platform.texts() == [OutcomeCourier.placeholder] })
            gate.trigger()
            let attachment = try await rig.attachment(.delivered)
            #expect(try await rig.platform.texts() == [OutcomeCourier.placeholder, "note.txt"])
            #expect(try await rig.details(attachment.id).contains { $0.hasPrefix("Told the agent that the scan takes longer.") })
        }
    }

    @Test func aQuickScanIsNotShown() async throws {
        var settings = Rig.Settings()
        settings.rules.placeholderAfter = .seconds(60)
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
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt", conversation: nil)
            let delivered = try await rig.attachment(.delivered)
            let link = try rig.links.url(for: delivered).absoluteString
            #expect(try await eventually { try await rig.client.send(CachedMediaSearch(url: link)).count == 1 })
            scanner.findsVirus()
            try await rig.lookAgain(at: delivered.id)
            let infected = try await rig.attachment(.infected)
            #expect(try await eventually { try await rig.isIdle() })
            #expect(try await rig.client.send(CachedMediaSearch(url: link)).isEmpty)
            await #expect(throws: (any Error).self) { _ = try await rig.store.bytes(of: infected.id) }
            let texts = try await rig.platform.texts()
            #expect(texts.last?.contains("contains malware (Late.Virus)") == true)
            let details = try await rig.details(infected.id)
            #expect(details.contains { $0.hasPrefix("found later: infected (Late.Virus)") })
            #expect(details.contains { $0.hasPrefix("Deleted the platform's copy.") })
            #expect(details.contains { $0.hasPrefix("Told the agent.") })
            #expect(try await rig.ledger.depths().messages.parked == 0)
        }
    }

    @Test func aCleanFileThatIsLookedAtAgainStaysWhereItIs() async throws {
        try await Rig.run { rig in
            try await rig.upload("note.txt")
            let delivered = try await rig.attachment(.delivered)
            try await rig.lookAgain(at: delivered.id)
            #expect(try await eventually { try await rig.details(delivered.id).last?.hasPrefix("scanned again: clean") == true })
            #expect(try await rig.attachment(.delivered).verdict.outcome == .clean)
        }
    }

    @Test(arguments: RouteSet.allCases) func aReleasedFileIsKeptWithTheContact(set: RouteSet) async throws {
        var settings = Rig.Settings()
        settings.routes = set
        settings.rules.notesContacts = true
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
        settings.rules.notesContacts = true
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            let attachment = try await rig.attachment(.delivered)
            #expect(try await eventually { try await rig.isIdle() })
            #expect(try await rig.details(attachment.id).contains { $0.hasPrefix("The file was kept with no contact") })
            #expect(try await rig.ledger.depths().messages.parked == 0)
        }
    }

    /// Texts and files of one customer, through a 503 and two 429s.
    @Test func whatACustomerSendsArrivesInItsOrder() async throws {
        try await Rig.run { rig in
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
        var settings = Rig.Settings()
        settings.rules.handover = [.released, .delivered]
        settings.handover = { links in
            guard let url = URL(string: links.address + "/handover") else { return nil }
            return HandoverCourier(url, secrets: [secret], http: HTTPClient()) { contents in
                guard case .handover(let attachment, _, let outcome, _) = contents else { return [] }
                return Array("\(outcome.rawValue) \(attachment.id)".utf8)
            }
        }
        let files = settings.files
        files.refuse(2)
        try await Rig.run(settings) { rig in
            try await rig.upload("note.txt")
            let attachment = try await rig.attachment(.delivered)
            #expect(try await eventually { try await rig.isIdle() })
            let posts = files.posts
            #expect(
                posts.map { String(decoding: $0.body, as: UTF8.self) } == [
                    "released \(attachment.id)", "delivered \(attachment.id)",
                ])
            let check = try #require(StandardWebhooks(secrets: [secret]))
            for post in posts { #expect(try check.check(post.request.fields, of: post.body, now: Date()) == .valid) }
        }
    }
}

/// Judges when it is let, as clean.
struct GatedScanner: Scanner {
    let gate: StopSignal

    init(_ gate: StopSignal) { self.gate = gate }

    func scan(_ file: OpenFile) async -> Verdict {
        await gate.wait()
        return Verdict(outcome: .clean, engine: "gated")
    }

    func status() async -> ScannerStatus { ScannerStatus(isReady: true) }
}

/// Knows more later than at first.
final class ChangingScanner: Scanner {
    private let knows = Mutex(false)

    func findsVirus() { knows.withLock { $0 = true } }

    func scan(_ file: OpenFile) async -> Verdict {
        knows.withLock { $0 }
            ? Verdict(outcome: .infected, engine: "newer", signature: "Late.Virus") : Verdict(outcome: .clean, engine: "older")
    }

    func status() async -> ScannerStatus { ScannerStatus(isReady: true) }
}

extension Rig {
    func upload(_ name: String, conversation: String? = nil) async throws {
        let intake = intake
        let file = try intake.begin(named: try FileName(cleaning: name), claimedType: "text/plain")
        let note = Samples.note
        try unsafe file.receive(note.span.bytes)
        _ = try await intake.accept(
            Consignment(
                files: [file], sender: Sender(source: .upload, conversationID: conversation, contactID: "contact-1")))
    }

    /// A customer's words on a channel.
    func say(_ text: String) async throws {
        _ = try await intake.accept(
            Consignment(
                files: [], sender: Sender(source: .channel, contactID: "contact-1"),
                message: .init(channel: "shop", externalID: nil, text: text)))
    }

    /// Puts a job before the worker again, as a rescan does.
    func lookAgain(at id: AttachmentID) async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        try await ledger.write { database, events in
            try database.execute(
                "INSERT INTO jobs (attachment_id, created_at, due_at) VALUES (?1, ?2, ?2)", id.description, now)
            events.insert(.work(.jobs))
        }
    }
}
