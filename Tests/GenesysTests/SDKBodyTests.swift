import Attachments
import Foundation
import Pipeline
import Testing

@testable import Genesys

/// Genesys' own SDK is the judge of what we send: its models hold every member of it.
struct SDKBodyTests {
    private struct Entry {
        let model: String
        let order: Order
    }

    private func entries() throws -> [Entry] {
        let configuration = Samples.configuration()
        let time = Date(timeIntervalSince1970: 1_795_255_200.123)
        func entry(_ model: String, _ request: some PlatformRequest) throws -> Entry {
            try Entry(model: model, order: request.order(configuration))
        }
        return try [
            Entry(model: "OpenInboundNormalizedMessage", order: Samples.fileDelivery().call(configuration).order),
            Entry(
                model: "SendAgentlessOutboundMessageRequest", order: Samples.noticeDelivery().call(configuration).order),
            entry(
                "OpenInboundNormalizedMessage",
                InboundText(
                    contactID: "user-1", nickname: "Bob", text: OutgoingPlaceholder.text, key: "k", time: time,
                    attributes: ["lang": "de"])),
            entry("OpenInboundNormalizedEvent", Typing(contactID: "user-1", time: time)),
            entry(
                "OpenInboundNormalizedReceipt",
                DeliveryReceipt(
                    messageID: "m", contactID: "user-1", status: .failed, reason: .mediaTypeNotAllowed, explanation: "no",
                    time: time)),
            entry(
                "SendAgentlessOutboundMessageRequest",
                LinkMessage(contactID: "user-1", conversationID: nil, fileName: "a.pdf", link: "https://h.example/a.pdf?s=1")),
            entry(
                "ParticipantAttributes",
                AttributeChange(
                    conversationID: "c", participantID: "p",
                    attributes: AttributeChange.attributes(of: Samples.attachment(), scannedAt: time))),
            entry("Conversation", Disconnection(conversationID: "c")),
            entry("Note", ContactNote(contactID: "c", text: "a.pdf: https://h.example/a.pdf")),
            entry("list[ChannelTopic]", Subscription(channelID: "c", topics: ["v2.users.1.conversations"])),
        ]
    }

    @Test func whatIsSentReadsBackWithoutAFieldLost() async throws {
        let list = try entries().map { entry in
            ["model": entry.model, "body": try JSONSerialization.jsonObject(with: Data(try #require(entry.order.body)))]
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "bodies-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try JSONSerialization.data(withJSONObject: list).write(to: file)
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let installed = try await run("/bin/bash", [root.appending(path: "scripts/python-sdk").path])
        let python = try #require(installed.split(separator: "\n").last.map(String.init))
        let script = try #require(Bundle.module.path(forResource: "sdk_bodies", ofType: "py"))
        #expect(try await run(python, [script, file.path]) == "\(list.count) bodies read")
    }

    private struct Failure: Error {
        let output: String
    }

    /// What a program prints; it must end well.
    private func run(_ program: String, _ arguments: [String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let log = FileManager.default.temporaryDirectory.appending(path: "sdk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: log) }
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        let text = try String(contentsOf: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text
    }
}
