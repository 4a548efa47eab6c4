import Application
import Attachments
import Configuration
import Foundation
import Genesys
import Ledger
import Pipeline
import TestApplication
import TestSupport
import Testing
import Watcher

/// Which messages of an event are taken, and how often.
struct WatchedMessageTests {
    private func event(purpose: String = "customer", type: String = "webmessaging", files: Int = 1, messages: Int = 1) -> [UInt8] {
        let content = Array(repeating: #"{"contentType":"Attachment"}"#, count: files).joined(separator: ",")
        let list = (0..<messages).map {
            #"{"message":{"id":"m\#($0)"},"messageStatus":"received","messageMetadata":{"content":[\#(content)]}}"#
        }
        return Array(
            """
            {"id":"c1","participants":[{"id":"p1","purpose":"\(purpose)","type":"\(type)","messages":[\(list.joined(separator: ","))]}]}
            """.utf8)
    }

    private func taken(_ bodies: [[UInt8]], includesOpen: Bool = false) async throws -> Int {
        try await withNobodyAtWork { application in
            let watch = MessageWatch(into: application.intake, includesOpenMessaging: includesOpen)
            for body in bodies { await watch.take(Notification(topic: Rig.queueTopic, body: body)) }
            return try await application.ledger.queueStatistics().fetches.waiting
        }
    }

    @Test func everyFileOfACustomersMessageIsTakenOnce() async throws {
        #expect(try await taken([event(files: 2, messages: 3), event(files: 2, messages: 3), event(files: 2, messages: 4)]) == 8)
    }

    @Test(arguments: [
        ("agent", "webmessaging", 0), ("acd", "webmessaging", 0), ("customer", "open", 0), ("external", "whatsapp", 1),
    ])
    func takesWhatCustomersSendByThePlatformsOwnWays(purpose: String, type: String, count: Int) async throws {
        #expect(try await taken([event(purpose: purpose, type: type)]) == count)
    }

    @Test func takesOpenMessagingOnWish() async throws {
        #expect(try await taken([event(type: "open")], includesOpen: true) == 1)
    }

    @Test(
        arguments: [
            "", "[]", "{", "null", #"{"id":1}"#, #"{"id":"c","participants":{}}"#,
            #"{"id":"c","participants":[{"id":"p","purpose":"customer","messages":[{"message":{"id":7}}]}]}"#,
            String(repeating: #"{"a":"#, count: 100_000),
        ])
    func hostileEventsDoNothing(body: String) async throws {
        #expect(try await taken([Array(body.utf8)]) == 0)
    }

    /// A webhook may tell of the same message.
    @Test func aMessageThatIsKnownFromElsewhereIsNotTakenAgain() async throws {
        let waiting = try await withNobodyAtWork { application in
            let intake = application.intake
            let known = ConversationMessage(
                id: intake.nextMessageID(), key: "genesys/c1/m0", direction: .inbound, source: .webhook, createdAt: Date())
            #expect(try await intake.announce(known, files: [AnnouncedFile(location: .url("https://h.example/1"))]))
            await MessageWatch(into: intake).take(Notification(topic: Rig.queueTopic, body: event()))
            return try await application.ledger.queueStatistics().fetches.waiting
        }
        #expect(waiting == 1)
    }

    /// What is written down stays there.
    private func withNobodyAtWork(_ body: @escaping @Sendable (TestApplication) async throws -> Int) async throws -> Int {
        try await TestApplication.run(LazaretConfiguration(), in: TestFolder(), roles: [.worker], only: [], body)
    }
}
