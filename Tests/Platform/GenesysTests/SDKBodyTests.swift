import Attachments
import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Genesys

/// Genesys' own SDK is the judge of what we send: its models hold every member of it.
struct SDKBodyTests {
    private struct Entry {
        let model: String
        let order: PreparedRequest
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
        let folder = try TestFolder()
        let file = folder.url.appending(path: "bodies.json")
        try JSONSerialization.data(withJSONObject: list).write(to: file)
        let python = try await Program.lastLine(of: "python-sdk", in: folder)
        let script = try #require(Bundle.module.path(forResource: "sdk_bodies", ofType: "py"))
        let run = try await Program.run(python, [script, file.path], in: folder)
        #expect(run.status == 0 && run.output == "\(list.count) bodies read\n", "\(run.output)")
    }
}
